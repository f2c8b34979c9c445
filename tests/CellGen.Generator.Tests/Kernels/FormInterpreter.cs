using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Runs a kernel from its form, in double precision and without a compiler. What a processor would let pass is an exception
/// here: floats outside of a buffer, floats that are NaN because nobody may read them, widths that do not fit, variables that
/// are not there or not yet set.
/// </summary>
/// <param name="kernels">The kernels that others may call.</param>
/// <param name="numbers">
/// The constants of the net that kernels name, and the lengths of rows on the stack, by their types; those of others are large.
/// </param>
internal sealed class FormInterpreter(IEnumerable<KernelForm>? kernels = null, IReadOnlyDictionary<string, int>? numbers = null)
{
    /// <summary>A loop that a return should end has not ended after so many turns.</summary>
    private const int MostTurns = 1_000_000;

    private readonly Dictionary<string, KernelForm> _kernels = (kernels ?? []).ToDictionary(kernel => kernel.Signature.Name);
    private readonly IReadOnlyDictionary<string, int> _numbers = numbers ?? new Dictionary<string, int>();
    private readonly Dictionary<string, bool> _fields = [];

    /// <summary>The variables of the kernel that runs.</summary>
    private FormFrame _frame = null!;
    private FormSteps _steps = null!;

    /// <summary>The number of multiply-adds onto sums so far, one for each lane: those of matrices.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>The number of multiply-adds within values so far, one for each lane: those of equations.</summary>
    public long ValueMultiplyAdds { get; private set; }

    /// <summary>Runs a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">
    /// A <see cref="FormReference"/> or an array, a whole number or a bool for each parameter; what is given for parameters that
    /// the kernel has not is left out.
    /// </param>
    public void Run(KernelForm kernel, IReadOnlyDictionary<string, object> arguments)
    {
        var (frame, steps) = (_frame, _steps);
        _frame = new FormFrame(_numbers, _fields);
        _steps = new FormSteps(_frame, _numbers);
        try
        {
            foreach (var parameter in kernel.Signature.Parameters)
            {
                _frame.Declare(parameter.Name, Given(parameter, arguments.GetValueOrDefault(parameter.Name)));
            }

            Run(kernel.Body);
        }
        catch (FormException exception)
        {
            throw new FormException($"{kernel.Signature.Name}: {exception.Message}");
        }

        MultiplyAdds += _steps.MultiplyAdds;
        ValueMultiplyAdds += _steps.ValueMultiplyAdds;
        (_frame, _steps) = (frame, steps);
    }

    private static object Given(KernelParameter parameter, object? given) => (parameter.Kind, given) switch
    {
        (ParameterKind.Reference, FormReference reference) => reference,
        (ParameterKind.Reference, double[] buffer) => (FormReference)buffer,
        (ParameterKind.Boolean, bool choice) => choice,
        (ParameterKind.Stride or ParameterKind.Integer or ParameterKind.NativeInteger, int number) => number,
        _ => throw new FormException($"{parameter.Name} is a {parameter.Kind}, which {given ?? "nothing"} is not"),
    };

    /// <summary>Runs statements; says whether one of them returned.</summary>
    private bool Run(IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case Statement.Block block when RunInside(block.Body):
                case Statement.For loop when Loop(loop):
                case Statement.If condition when _frame.Of(condition.Condition) && RunInside(condition.Body):
                case Statement.ReturnAfter last when CountDown(last.Counter):
                    return true;
                case Statement.Forever loop:
                    return Loop(loop);
                case Statement.Block or Statement.For or Statement.If or Statement.ReturnAfter:
                    break;
                case Statement.Call call:
                    Call(call);
                    break;
                default:
                    Execute(statement);
                    break;
            }
        }

        return false;
    }

    private bool RunInside(IReadOnlyList<Statement> body) => _frame.InScope(() => Run(body));

    private bool Loop(Statement.For loop) => _frame.InScope(() =>
    {
        if (loop.Start is { } start)
        {
            _frame.Declare(loop.Counter, _frame.Of(start));
        }

        while (_frame.Of(loop.Condition))
        {
            if (RunInside(loop.Body))
            {
                return true;
            }

            int step = _frame.Of(loop.Step);
            if (step <= 0)
            {
                throw new FormException($"{loop.Counter} goes on by {step}");
            }

            _frame.SetNumber(loop.Counter, checked(_frame.Get<int>(loop.Counter) + step));
        }

        return false;
    });

    private bool Loop(Statement.Forever loop)
    {
        for (int turn = 0; turn < MostTurns; turn++)
        {
            if (RunInside(loop.Body))
            {
                return true;
            }
        }

        throw new FormException("a loop does not end");
    }

    private bool CountDown(string counter)
    {
        int left = _frame.Get<int>(counter) - 1;
        if (left < 0)
        {
            throw new FormException($"{counter} counts down from {left + 1}, past zero");
        }

        _frame.SetNumber(counter, left);
        return left == 0;
    }

    private void Execute(Statement statement)
    {
        try
        {
            _steps.Execute(statement);
        }
        catch (FormException exception)
        {
            throw new FormException($"{exception.Message}, in {statement}");
        }
    }

    private void Call(Statement.Call call)
    {
        if (!_kernels.TryGetValue(call.Kernel.Name, out var kernel) || kernel.Signature != call.Kernel)
        {
            throw new FormException($"there is no kernel {call.Kernel.Name} that takes this");
        }

        Run(kernel, call.Arguments.ToDictionary(argument => argument.Parameter, argument => argument switch
        {
            Argument.Reference reference => _frame.Of(reference.To),
            Argument.Number number => (object)_frame.Of(number.Value),
            _ => throw new FormException("there is no such argument"),
        }));
    }
}
