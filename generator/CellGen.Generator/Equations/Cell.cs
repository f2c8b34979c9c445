namespace CellGen.Generator.Equations;

/// <summary>The equations of one step of a cell.</summary>
/// <param name="Title">What the cell is, for the header of the generated file.</param>
/// <param name="Gates">The gates in the order of the rows of weight_ih (torch's, where torch has the cell).</param>
/// <param name="Definitions">The named values, in the order in which they are stated.</param>
/// <param name="States">The states and their next values; the first is h, the output.</param>
/// <param name="Vectors">The vectors of parameters.</param>
internal sealed record Cell(
    string Title,
    Symbols Gates,
    IReadOnlyList<Expression> Definitions,
    IReadOnlyList<StateUpdate> States,
    IReadOnlyList<Parameter> Vectors)
{
    /// <summary>All values, each after those that it is computed from.</summary>
    public IReadOnlyList<Expression> Values()
    {
        var order = new List<Expression>();
        var seen = new HashSet<Expression>();
        foreach (var definition in Definitions)
        {
            Visit(definition);
        }

        return order;

        void Visit(Expression expression)
        {
            if (!seen.Add(expression))
            {
                return;
            }

            foreach (var operand in Differentiation.OperandsOf(expression))
            {
                Visit(operand);
            }

            order.Add(expression);
        }
    }
}

/// <summary>s' = next.</summary>
internal sealed record StateUpdate(State State, Expression Next);
