namespace CellGen.Generator.Kernels.Form;

/// <summary>Puts the statements of a kernel together, in order.</summary>
internal sealed class KernelBuilder
{
    private List<Statement> _statements = [];

    /// <summary>The statements so far.</summary>
    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>Adds a statement.</summary>
    public void Add(Statement statement) => _statements.Add(statement);

    /// <summary>A sentence for the reader.</summary>
    public void Comment(string text) => Add(new Statement.Comment(text));

    /// <summary>A pause for the reader.</summary>
    public void Pause() => Add(new Statement.Pause());

    /// <summary>A new variable of floats.</summary>
    public Value.Local Let(string name, Value value)
    {
        Add(new Statement.Let(name, value));
        return new Value.Local(value.Width, name);
    }

    /// <summary>A variable gets another value.</summary>
    public void Set(string name, Value value) => Add(new Statement.Set(name, value));

    /// <summary>A new reference.</summary>
    public Memory LetReference(string name, Memory to)
    {
        Add(new Statement.LetReference(name, to));
        return name;
    }

    /// <summary>A reference moves.</summary>
    public void Move(string reference, Memory to) => Add(new Statement.SetReference(reference, to));

    /// <summary>A reference goes on by a distance.</summary>
    public void Advance(string reference, Whole distance) => Move(reference, new Memory(reference, distance));

    /// <summary>A new whole number.</summary>
    public Whole LetWhole(string name, Whole value, bool isNative = false)
    {
        Add(new Statement.LetWhole(name, value, isNative));
        return name;
    }

    /// <summary>A new condition.</summary>
    public Truth LetTruth(string name, Truth value)
    {
        Add(new Statement.LetTruth(name, value));
        return new Truth.Variable(name);
    }

    /// <summary>Runs another kernel; parameters that are not given are handed on under their names.</summary>
    public void Run(Signature kernel, params Argument[] given) => Add(new Statement.Call(
        kernel,
        [.. kernel.Parameters.Select(parameter => given.FirstOrDefault(argument => argument.Parameter == parameter.Name)
            ?? (parameter.Kind == ParameterKind.Reference ? new Argument.Reference(parameter.Name, parameter.Name) : new Argument.Number(parameter.Name, parameter.Name)))]));

    /// <summary>A value goes to memory.</summary>
    public void Store(Memory to, Value value) => Store(to, value, value.Width);

    /// <summary>The first lanes of a value go to memory.</summary>
    public void Store(Memory to, Value value, int valid) => Add(new Statement.Store(to, value, valid));

    /// <summary>Statements with a scope of their own.</summary>
    public void Block(Action body) => Add(new Statement.Block(Inside(body)));

    /// <summary>Statements that run where a condition holds.</summary>
    public void If(Truth condition, Action body) => Add(new Statement.If(condition, Inside(body)));

    /// <summary>A loop from zero up to an end.</summary>
    public void For(string counter, Whole end, Whole step, Action body, bool isNative = false) => For(counter, 0, end, step, body, isNative);

    /// <summary>A loop from a start up to an end.</summary>
    public void For(string counter, Whole? start, Whole end, Whole step, Action body, bool isNative = false) =>
        For(counter, start, new Truth.Less(counter, end), step, body, isNative);

    /// <summary>A loop while a condition holds.</summary>
    public void For(string counter, Whole? start, Truth condition, Whole step, Action body, bool isNative = false) =>
        Add(new Statement.For(counter, start, condition, step, Inside(body), isNative));

    /// <summary>A body so many times, of a counter: a loop, where it is more than once.</summary>
    public void Repeat(string counter, int count, Action<Whole> body)
    {
        if (count > 1)
        {
            For(counter, count, 1, () => body(counter));
        }
        else
        {
            body(0);
        }
    }

    /// <summary>A loop without an end of its own.</summary>
    public void Forever(Action body) => Add(new Statement.Forever(Inside(body)));

    private List<Statement> Inside(Action body)
    {
        var outside = _statements;
        _statements = [];
        body();
        (var inside, _statements) = (_statements, outside);
        return inside;
    }
}
