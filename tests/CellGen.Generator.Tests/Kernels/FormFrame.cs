using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// The variables of a kernel that is interpreted, each until the end of the scope in which it is declared, and what whole
/// numbers, conditions and places are with them. As in C#, no variable hides one of an outer scope.
/// </summary>
internal sealed class FormFrame
{
    /// <summary>Numbers, conditions, references and vectors.</summary>
    private readonly Dictionary<string, object> _variables = [];

    private readonly Stack<List<string>> _scopes = new([[]]);

    /// <summary>Runs a body in a scope of its own, and says what it says.</summary>
    public bool InScope(Func<bool> body)
    {
        _scopes.Push([]);
        bool result = body();
        _scopes.Pop().ForEach(name => _variables.Remove(name));
        return result;
    }

    /// <summary>A new variable.</summary>
    public void Declare(string name, object value)
    {
        if (!_variables.TryAdd(name, value))
        {
            throw new FormException($"{name} is declared twice");
        }

        _scopes.Peek().Add(name);
    }

    /// <summary>The value of a variable of that type.</summary>
    public T Get<T>(string name) => Find(name) switch
    {
        T value => value,
        var other => throw new FormException($"{name} is a {other.GetType().Name}, and no {typeof(T).Name}"),
    };

    /// <summary>A whole number gets another value.</summary>
    public void SetNumber(string name, long value) => _variables[name] = FormNumber.Of(Get<FormNumber>(name).Type, value);

    /// <summary>A reference moves.</summary>
    public void SetReference(string name, FormReference to)
    {
        Get<FormReference>(name);
        _variables[name] = to;
    }

    /// <summary>A vector gets another value, of the same width.</summary>
    public void SetLanes(string name, double[] lanes)
    {
        CheckWidth(name, lanes.Length);
        _variables[name] = lanes;
    }

    /// <summary>What a number is.</summary>
    public long Of(Whole whole) => whole switch
    {
        Whole.Number number => number.Value,
        Whole.Variable variable => Get<FormNumber>(variable.Name).Value,
        Whole.Sum sum => sum.Terms.Sum(Of),
        Whole.Product product => checked(Of(product.Left) * Of(product.Right)),
        Whole.Difference difference => Of(difference.Left) - Of(difference.Right),
        Whole.Least least => Math.Min(Of(least.Left), Of(least.Right)),
        Whole.Multiple { Of: > 0 } multiple when (multiple.Of & (multiple.Of - 1)) == 0 => Of(multiple.Value) & ~(multiple.Of - 1L),
        Whole.Quotient { By: > 0 } quotient => Of(quotient.Value) / quotient.By,
        Whole.Choice choice => Of(choice.Condition) ? Of(choice.Then) : Of(choice.Else),
        Whole.Cast cast => FormNumber.Of(cast.Type, Of(cast.Value)).Value,
        _ => throw new FormException($"there is no such number: {whole}"),
    };

    /// <summary>Whether a condition holds.</summary>
    public bool Of(Truth truth) => truth switch
    {
        Truth.Variable variable => Get<bool>(variable.Name),
        Truth.Less less => Of(less.Left) < Of(less.Right),
        Truth.AtMost most => Of(most.Left) <= Of(most.Right),
        Truth.TurnedOver => true, // a field, which may be either: the order of panels changes no sum
        Truth.HasBits bits => (Of(bits.Value) & bits.Bits) != 0,
        _ => throw new FormException($"there is no such condition: {truth}"),
    };

    /// <summary>Where a place is.</summary>
    public FormReference Of(Memory memory) => Get<FormReference>(memory.Reference) + Of(memory.Offset);

    private void CheckWidth(string name, int width)
    {
        int? declared = Find(name) switch
        {
            double[] lanes => lanes.Length,
            _ => null,
        };
        if (declared != width)
        {
            throw new FormException($"{name} has no place for {width} lanes");
        }
    }

    private object Find(string name) => _variables.TryGetValue(name, out object? value) ? value : throw new FormException($"{name} is not declared");
}
