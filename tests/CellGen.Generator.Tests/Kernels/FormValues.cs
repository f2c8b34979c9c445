using CellGen.Generator.Equations;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>What the floats of a kernel are that is interpreted: a double for each lane.</summary>
/// <param name="frame">The variables.</param>
internal sealed class FormValues(FormFrame frame)
{
    /// <summary>Smaller values count as zero.</summary>
    private static readonly double Smallest = Math.Pow(2, -96);

    /// <summary>The number of multiply-adds within values, one for each lane.</summary>
    public long MultiplyAdds { get; private set; }

    /// <summary>The lanes of a value; it is an array that nobody writes to any more.</summary>
    public double[] Of(Value value)
    {
        Check(value.Width is 1 or 4 or 8 or 16, value, "is no vector");
        double[] lanes = value switch
        {
            Value.Local local => frame.Get<double[]>(local.Name),
            Value.Zero => new double[value.Width],
            Value.Constant constant => Spread(value, constant.Number),
            Value.Load load => Load(load),
            Value.Spread spread => Spread(value, frame.Of(spread.From).Read(1)[0]),
            Value.SpreadNumber spread => Spread(value, Of(spread.Number, 1)[0]),
            Value.Fours fours => [.. frame.Of(fours.From).Read(4), .. frame.Of(fours.From).Read(4)],
            Value.OfFours one => OfFours(one),
            Value.Apply apply => Apply(apply),
            Value.Part part => PartOf(part),
            Value.Masked masked => [.. Of(masked.Of, masked.Lanes.Count).Select((lane, i) => masked.Lanes[i] ? lane : 0)],
            Value.Choice choice => Choose(choice),
            Value.Lane lane => [LaneOf(lane)],
            Value.LaneSum sum => [.. sum.Of.Select(each => Of(each, 4)).Select(x => (x[0] + x[2]) + (x[1] + x[3]))],
            Value.Numbers numbers => [.. numbers.Of.Select(number => Of(number, 1)[0])],
            _ => throw new FormException($"there is no such value: {value}"),
        };
        Check(lanes.Length == value.Width, value, "has another number of lanes than its width says");
        return lanes;
    }

    /// <summary>The lanes of a value that must have so many.</summary>
    public double[] Of(Value value, int width)
    {
        return value.Width == width ? Of(value) : throw new FormException($"{value} should have {width} lanes");
    }

    private static void Check(bool holds, Value value, string problem)
    {
        if (!holds)
        {
            throw new FormException($"{value} {problem}");
        }
    }

    private static double[] Spread(Value value, double number)
    {
        double[] lanes = new double[value.Width];
        Array.Fill(lanes, number);
        return lanes;
    }

    private double[] Load(Value.Load load)
    {
        Check(load.Valid >= 0 && load.Valid <= load.Width, load, "loads lanes that it has not");
        double[] lanes = frame.Of(load.From).Read(load.Valid);
        Array.Resize(ref lanes, load.Width);
        return lanes;
    }

    /// <summary>A shuffle within each half of 256 bits.</summary>
    private double[] OfFours(Value.OfFours one)
    {
        Check(one.Index is >= 0 and < 4, one, "is none of four");
        double[] fours = Of(one.Of, 8);
        return [.. Enumerable.Range(0, 8).Select(lane => fours[(lane / 4 * 4) + one.Index])];
    }

    private double[] PartOf(Value.Part part)
    {
        Check(part.Width >= 4 || part.Of.Width == part.Width, part, "is no half or quarter of a vector");
        Check(part.Index >= 0 && (part.Index + 1) * part.Width <= part.Of.Width, part, "is not within the vector");
        return Of(part.Of)[(part.Index * part.Width)..((part.Index + 1) * part.Width)];
    }

    /// <summary>Only the one that is chosen is computed, so that the other reads nothing.</summary>
    private double[] Choose(Value.Choice choice)
    {
        Check(choice.Then.Width == choice.Else.Width, choice, "chooses between widths");
        return Of(frame.Of(choice.Condition) ? choice.Then : choice.Else);
    }

    private double LaneOf(Value.Lane lane)
    {
        Check(lane.Index >= 0 && lane.Index < lane.Of.Width, lane, "is not within the vector");
        return Of(lane.Of)[lane.Index];
    }

    private double[] Apply(Value.Apply apply)
    {
        int operands = apply.Function switch
        {
            Function.MultiplyAdd or Function.NegatedMultiplyAdd => 3,
            Function.Add or Function.Subtract or Function.Multiply or Function.Divide or Function.WherePositive or Function.WhereWithin => 2,
            _ => 1,
        };
        Check(apply.Arguments.Count == operands, apply, "has too few arguments, or too many");
        double[] a = Of(apply.Arguments[0], apply.Width);
        double[]? b = operands > 1 ? Of(apply.Arguments[1], apply.Width) : null;
        double[]? c = operands > 2 ? Of(apply.Arguments[2], apply.Width) : null;
        if (operands == 3)
        {
            MultiplyAdds += apply.Width;
        }

        double[] results = new double[apply.Width];
        for (int lane = 0; lane < results.Length; lane++)
        {
            results[lane] = Apply(apply, a[lane], b?[lane] ?? 0, c?[lane] ?? 0);
        }

        return results;
    }

    private static double Apply(Value.Apply apply, double a, double b, double c) => apply.Function switch
    {
        Function.Add => a + b,
        Function.Subtract => a - b,
        Function.Multiply => a * b,
        Function.Divide => a / b,
        Function.MultiplyAdd => (a * b) + c,
        Function.NegatedMultiplyAdd => c - (a * b),
        Function.Sigmoid => 1 / (1 + Math.Exp(-a)),
        Function.Tanh => Math.Tanh(a),
        Function.Relu => Math.Max(a, 0),
        Function.LeakyRelu => a > 0 ? a : 0.01f * a,
        Function.Softplus => Math.Log(1 + Math.Exp(a)),
        Function.NormalCdf => Primitive.NormalCdf.Evaluate(a, 0),
        Function.BoundedExp => Math.Exp(Math.Clamp(a, -80, 80)),
        Function.Clip => Math.Clamp(a, -(double)apply.Bound, apply.Bound),
        Function.Saturate => Math.Clamp(a, 0, 1),
        Function.WherePositive => a > 0 ? b : 0,
        Function.WhereWithin => Math.Abs(a) < apply.Bound ? b : 0,
        Function.Flush => Math.Abs(a) < Smallest ? 0 : a,
        _ => throw new FormException($"there is no such function: {apply.Function}"),
    };
}
