using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>Runs the statements of a kernel that hold no others and call none.</summary>
/// <param name="frame">The variables.</param>
/// <param name="numbers">The lengths of rows on the stack, by their types; those of others are large.</param>
internal sealed class FormSteps(FormFrame frame, IReadOnlyDictionary<string, int> numbers)
{
    /// <summary>The length of a row on the stack that nothing is said about.</summary>
    private const int LargeRow = 16 * 1024;

    private readonly FormValues _values = new(frame);
    private readonly Dictionary<Statement, Statement.AddColumn[]> _columns = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of multiply-adds onto sums so far, one for each lane.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>The number of multiply-adds within values so far, one for each lane.</summary>
    public long ValueMultiplyAdds => _values.MultiplyAdds;

    /// <summary>Runs a statement.</summary>
    public void Execute(Statement statement)
    {
        switch (statement)
        {
            case Statement.Let let:
                frame.Declare(let.Name, _values.Of(let.Value));
                break;
            case Statement.Set set:
                frame.SetLanes(set.Name, _values.Of(set.Value));
                break;
            case Statement.LetWhole let:
                frame.Declare(let.Name, frame.Of(let.Value));
                break;
            case Statement.DeclareWhole declare:
                frame.DeclareUnset(declare.Name);
                break;
            case Statement.SetWhole set:
                frame.SetNumber(set.Name, frame.Of(set.Value));
                break;
            case Statement.LetTruth let:
                frame.Declare(let.Name, frame.Of(let.Value));
                break;
            case Statement.LetReference let:
                frame.Declare(let.Name, frame.Of(let.To));
                break;
            case Statement.SetReference set:
                frame.SetReference(set.Name, frame.Of(set.To));
                break;
            case Statement.LetRow row:
                LetMemory(row.Name, row.Name + "Row", numbers.GetValueOrDefault(row.Row, LargeRow));
                break;
            case Statement.LetStack stack:
                LetMemory(stack.Name, "memory", checked((int)frame.Of(stack.Length)));
                break;
            case Statement.Store store:
                double[] lanes = _values.Of(store.Value);
                if (store.Valid < 0 || store.Valid > lanes.Length)
                {
                    throw new FormException($"{store.Valid} of {lanes.Length} lanes are stored");
                }

                lanes.AsSpan(0, store.Valid).CopyTo(frame.Of(store.To).Elements(store.Valid));
                break;
            case Statement.AddColumn add:
                double[] number = _values.Of(add.Number);
                var weights = frame.Of(add.Weights);
                foreach (var (lane, sum) in add.Sums)
                {
                    Add(sum, number, (weights + lane).Read(sum.Width));
                }

                break;
            case Statement.AddFour four:
                foreach (var column in ColumnsOf(four))
                {
                    Execute(column);
                }

                break;
            case Statement.AddRows add:
                foreach (var (row, sum) in add.Sums)
                {
                    Add(sum, frame.Of(add.Weights).Read(sum.Width), _values.Of(row));
                }

                break;
            case Statement.AddScaled add:
                foreach (var (vector, sum) in add.Sums)
                {
                    Add(sum, _values.Of(new Value.Spread(sum.Width, add.Number)), _values.Of(vector));
                }

                break;
            case Statement.Copy copy:
                // What nobody may read may be copied: it may not be read there, either.
                frame.Of(copy.From).Elements(copy.Length).CopyTo(frame.Of(copy.To).Elements(copy.Length));
                break;
            case Statement.Prefetch prefetch:
                frame.Of(prefetch.Line); // may be anywhere, but its reference is declared
                break;
            case Statement.Comment or Statement.Pause:
                break;
            default:
                throw new FormException("there is no such statement");
        }
    }

    /// <summary>The columns, which are the same in every turn of a loop.</summary>
    private Statement.AddColumn[] ColumnsOf(Statement.AddFour four)
    {
        if (!_columns.TryGetValue(four, out var columns))
        {
            _columns.Add(four, columns = [.. four.Columns]);
        }

        return columns;
    }

    /// <summary>New memory, zero, and the variable that holds it in C#.</summary>
    private void LetMemory(string name, string variable, int length)
    {
        double[] memory = new double[length];
        frame.Declare(variable, memory);
        frame.Declare(name, (FormReference)memory);
    }

    private void Add(Value.Local sum, double[] left, double[] right)
    {
        double[] before = _values.Of(sum);
        if (left.Length != before.Length || right.Length != before.Length)
        {
            throw new FormException($"{left.Length} lanes times {right.Length} are added to {before.Length}");
        }

        double[] after = new double[before.Length];
        for (int lane = 0; lane < after.Length; lane++)
        {
            after[lane] = before[lane] + (left[lane] * right[lane]);
        }

        frame.SetLanes(sum.Name, after);
        MultiplyAdds += after.Length;
    }
}
