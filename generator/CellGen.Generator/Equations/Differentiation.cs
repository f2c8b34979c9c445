namespace CellGen.Generator.Equations;

/// <summary>
/// Derives the backward of a cell: reverse-mode differentiation of one step, symbolically. The gradients of the new
/// states come in; the gradients of the affine maps and, beside what flows back through those maps, of the old states
/// come out.
/// </summary>
internal static class Differentiation
{
    public static CellGradient Derive(Cell cell)
    {
        var pass = new ReversePass();
        foreach (var update in cell.States)
        {
            pass.Add(update.Next, new StateGradient(update.State), negative: false);
        }

        var order = cell.Values();
        for (int i = order.Count - 1; i >= 0; i--)
        {
            pass.Propagate(order[i]);
        }

        return new CellGradient(
            order.OfType<Affine>().ToDictionary(affine => affine, affine => pass.GradientOf(affine)!),
            cell.States.ToDictionary(update => update.State, update => pass.GradientOf(update.State)),
            cell.Vectors.ToDictionary(vector => vector, vector => pass.GradientOf(vector)!),
            order.OfType<InputRow>().Select(pass.GradientOf).FirstOrDefault(),
            NameGradients(order, pass));
    }

    /// <summary>
    /// The names of gradients. Several values may have one gradient, such as W_r x, U_r h and their sum: the first name is its
    /// own. What comes from the next step or through a matrix has a name already.
    /// </summary>
    private static Dictionary<Expression, string> NameGradients(IReadOnlyList<Expression> order, ReversePass pass)
    {
        var names = new Dictionary<Expression, string>();
        var taken = new HashSet<string>();
        var named = order.Where(value => value.Name is not null).Select(value => (Value: value, Name: "d" + value.Name));
        var affines = order.OfType<Affine>().OrderBy(affine => affine.Source)
            .Select(affine => (Value: (Expression)affine, Name: (affine.Source == AffineSource.Input ? "da_" : "du_") + affine.Gate));
        foreach (var (value, name) in named.Concat(affines))
        {
            if (pass.GradientOf(value) is { } gradient and not (StateGradient or OperandGradient) && !names.ContainsKey(gradient) && taken.Add(name))
            {
                names.Add(gradient, name);
            }
        }

        return names;
    }

    /// <summary>The operands that a value is computed from.</summary>
    public static IEnumerable<Expression> OperandsOf(Expression expression) => expression switch
    {
        Sum sum => [sum.Left, sum.Right],
        Difference difference => [difference.Left, difference.Right],
        Product product => [product.Left, product.Right],
        Quotient quotient => [quotient.Left, quotient.Right],
        Activation activation => [activation.Argument],
        Affine { Operand: { } operand } => [operand],
        ActivationGradient gradient => [gradient.Value, gradient.Gradient, gradient.Derived],
        Where where => [where.Value, where.Then],
        _ => [],
    };

    private sealed class ReversePass
    {
        private readonly Dictionary<Expression, List<(Expression Term, bool Negative)>> _terms = [];
        private readonly Dictionary<Expression, Expression> _values = [];
        private readonly HashSet<Expression> _multiplied = [];

        public void Add(Expression to, Expression term, bool negative)
        {
            if (to is Constant or Mask)
            {
                return;
            }

            if (!_terms.TryGetValue(to, out var terms))
            {
                _terms.Add(to, terms = []);
            }

            terms.Add((term, negative));
        }

        /// <summary>The sum of all that flows back into a value, or null where nothing does.</summary>
        public Expression? GradientOf(Expression of)
        {
            if (!_terms.TryGetValue(of, out var terms))
            {
                return null;
            }

            Expression? sum = null;
            foreach (var (term, negative) in terms.OrderBy(entry => entry.Negative))
            {
                sum = (sum, negative) switch
                {
                    (null, false) => term,
                    (null, true) => new Product(new Constant(-1), term),
                    (_, false) => sum + term,
                    (_, true) => sum - term,
                };
            }

            _terms[of] = [(sum!, false)];
            return sum;
        }

        public void Propagate(Expression expression)
        {
            if (GradientOf(expression) is not { } gradient)
            {
                return;
            }

            switch (expression)
            {
                case Sum sum:
                    Add(sum.Left, gradient, negative: false);
                    Add(sum.Right, gradient, negative: false);
                    break;
                case Difference difference:
                    Add(difference.Left, gradient, negative: false);
                    Add(difference.Right, gradient, negative: true);
                    break;
                case Product product:
                    Add(product.Left, gradient * ValueOf(product.Right), negative: false);
                    Add(product.Right, gradient * ValueOf(product.Left), negative: false);
                    break;
                case Quotient quotient:
                    var share = gradient / ValueOf(quotient.Right);
                    Add(quotient.Left, share, negative: false);
                    Add(quotient.Right, share * ValueOf(quotient), negative: true);
                    break;
                case Activation activation:
                    Add(
                        activation.Argument,
                        new ActivationGradient(activation, ValueOf(activation.Argument), ValueOf(activation), gradient),
                        negative: false);
                    break;
                case Affine { Operand: { } operand } when operand is not State && _multiplied.Add(operand):
                    Add(operand, new OperandGradient(operand), negative: false);
                    break;
            }
        }

        /// <summary>
        /// A value of the forward pass: read back where it costs more than a few operations, computed again where not.
        /// </summary>
        private Expression ValueOf(Expression expression)
        {
            if (!_values.TryGetValue(expression, out var value))
            {
                value = expression switch
                {
                    Constant or Parameter or Mask => expression,
                    { Name: not null } or Activation or Affine or Sum { Left: Affine, Right: Affine } => new ForwardValue(expression),
                    Sum sum => ValueOf(sum.Left) + ValueOf(sum.Right),
                    Difference difference => ValueOf(difference.Left) - ValueOf(difference.Right),
                    Product product => ValueOf(product.Left) * ValueOf(product.Right),
                    Quotient quotient => ValueOf(quotient.Left) / ValueOf(quotient.Right),
                    _ => throw new NotSupportedException(expression.GetType().Name),
                };
                _values.Add(expression, value);
            }

            return value;
        }
    }
}
