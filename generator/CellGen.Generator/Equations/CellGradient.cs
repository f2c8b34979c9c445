namespace CellGen.Generator.Equations;

/// <summary>The backward of one step of a cell.</summary>
/// <param name="Affines">The gradient of each affine map's value.</param>
/// <param name="States">
/// The gradient of each state of the previous step, without what flows back through the affine maps; null where nothing
/// else does.
/// </param>
/// <param name="Vectors">What the step adds to the gradient of each vector of parameters.</param>
/// <param name="Input">The gradient of the input, without what flows back through W; null where nothing reads it unit by unit.</param>
/// <param name="Names">What gradients are called: dn of a named value n, da_r and du_r of W_r x and U_r h.</param>
internal sealed record CellGradient(
    IReadOnlyDictionary<Affine, Expression> Affines,
    IReadOnlyDictionary<State, Expression?> States,
    IReadOnlyDictionary<Parameter, Expression> Vectors,
    Expression? Input,
    IReadOnlyDictionary<Expression, string> Names)
{
    /// <summary>All expressions that the backward pass computes.</summary>
    public IEnumerable<Expression> Roots => Affines.Values.Concat(States.Values.OfType<Expression>()).Concat(Vectors.Values).Concat(Input is null ? [] : [Input]);

    /// <summary>The values of the forward pass that these expressions read, but for the states: what a tape keeps.</summary>
    public IReadOnlyList<Expression> ForwardValues()
    {
        var seen = new HashSet<Expression>();
        var values = new List<Expression>();
        foreach (var root in Roots)
        {
            Visit(root);
        }

        return values;

        void Visit(Expression expression)
        {
            if (!seen.Add(expression))
            {
                return;
            }

            if (expression is ForwardValue { Of: not State } value)
            {
                values.Add(value.Of);
            }

            foreach (var operand in Differentiation.OperandsOf(expression))
            {
                Visit(operand);
            }
        }
    }
}
