using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// The variables of a kernel that is interpreted, each until the end of the scope in which it is declared, and what whole
/// numbers, conditions and places are with them. As in C#, no variable hides one of an outer scope.
/// </summary>
/// <param name="numbers">The constants of the net that kernels name.</param>
/// <param name="fields">The fields of the kernels, which stay from call to call.</param>
internal sealed class FormFrame(IReadOnlyDictionary<string, int> numbers, IDictionary<string, bool> fields)
{
    /// <summary>Numbers, conditions, references, vectors, and <see cref="Unset"/>.</summary>
    private readonly Dictionary<string, object> _variables = [];

    /// <summary>Their names, in the order of their declarations.</summary>
    private readonly List<string> _declared = [];

    /// <summary>A whole number that has no value yet.</summary>
    private sealed record Unset;

    /// <summary>Runs a body in a scope of its own, and says what it says.</summary>
    public bool InScope(Func<bool> body)
    {
        int outer = _declared.Count;
        bool result = body();
        for (int i = outer; i < _declared.Count; i++)
        {
            _variables.Remove(_declared[i]);
        }

        _declared.RemoveRange(outer, _declared.Count - outer);
        return result;
    }

    /// <summary>A new variable.</summary>
    public void Declare(string name, object value)
    {
        if (!_variables.TryAdd(name, value))
        {
            throw new FormException($"{name} is declared twice");
        }

        _declared.Add(name);
    }

    /// <summary>A new whole number without a value.</summary>
    public void DeclareUnset(string name) => Declare(name, new Unset());

    /// <summary>The value of a variable of that type.</summary>
    public T Get<T>(string name) => Find(name) switch
    {
        T value => value,
        Unset => throw new FormException($"{name} is read before it is set"),
        var other => throw new FormException($"{name} is a {other.GetType().Name}, and no {typeof(T).Name}"),
    };

    /// <summary>A whole number gets another value.</summary>
    public void SetNumber(string name, int value)
    {
        if (Find(name) is not Unset)
        {
            Get<int>(name);
        }

        _variables[name] = value;
    }

    /// <summary>A reference moves.</summary>
    public void SetReference(string name, FormReference to)
    {
        Get<FormReference>(name);
        _variables[name] = to;
    }

    /// <summary>A vector gets another value, of the same width.</summary>
    public void SetLanes(string name, double[] lanes)
    {
        int width = Get<double[]>(name).Length;
        _variables[name] = width == lanes.Length ? lanes : throw new FormException($"{name} has {width} lanes, and no place for {lanes.Length}");
    }

    /// <summary>What a number is.</summary>
    public int Of(Whole whole) => whole switch
    {
        Whole.Number number => number.Value,
        Whole.Variable variable when !_variables.ContainsKey(variable.Name) && numbers.TryGetValue(variable.Name, out int constant) => constant,
        Whole.Variable variable => Get<int>(variable.Name),
        Whole.Sum sum => SumOf(sum.Terms),
        Whole.Product product => checked(Of(product.Left) * Of(product.Right)),
        Whole.Difference difference => checked(Of(difference.Left) - Of(difference.Right)),
        Whole.Least least => Math.Min(Of(least.Left), Of(least.Right)),
        Whole.Multiple { Of: > 0 } multiple when (multiple.Of & (multiple.Of - 1)) == 0 => Of(multiple.Value) & ~(multiple.Of - 1),
        Whole.Quotient { By: > 0 } quotient => Of(quotient.Value) / quotient.By,
        Whole.Choice choice => Of(choice.Condition) ? Of(choice.Then) : Of(choice.Else),
        _ => throw new FormException($"there is no such number: {whole}"),
    };

    /// <summary>Whether a condition holds.</summary>
    public bool Of(Truth truth) => truth switch
    {
        Truth.Variable variable => Get<bool>(variable.Name),
        Truth.Less less => Of(less.Left) < Of(less.Right),
        Truth.AtMost most => Of(most.Left) <= Of(most.Right),
        Truth.TurnedOver turned => fields[turned.Field] = !(fields.TryGetValue(turned.Field, out bool before) && before),
        Truth.HasBits bits => (Of(bits.Value) & bits.Bits) != 0,
        _ => throw new FormException($"there is no such condition: {truth}"),
    };

    /// <summary>Where a place is.</summary>
    public FormReference Of(Memory memory) => Get<FormReference>(memory.Reference) + Of(memory.Offset);

    private int SumOf(IReadOnlyList<Whole> terms)
    {
        int sum = 0;
        for (int i = 0; i < terms.Count; i++)
        {
            sum = checked(sum + Of(terms[i]));
        }

        return sum;
    }

    private object Find(string name) => _variables.TryGetValue(name, out object? value) ? value : throw new FormException($"{name} is not declared");
}
