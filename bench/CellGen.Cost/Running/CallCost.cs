using CellGen.Cost.Compiling;

namespace CellGen.Cost.Running;

/// <summary>What a fresh process measured of one method of a net.</summary>
/// <param name="NewMilliseconds">Making the net, its state or workspace included.</param>
/// <param name="FirstMilliseconds">The first call.</param>
/// <param name="BeginningMilliseconds">The first calls together, the very first included: so many as were asked for.</param>
/// <param name="SteadyMilliseconds">The time from the first call until calls have come near their final speed.</param>
/// <param name="Nanoseconds">A call, warm.</param>
public sealed record CallCost(
    double NewMilliseconds, double FirstMilliseconds, double BeginningMilliseconds, double SteadyMilliseconds, double Nanoseconds)
{
    /// <summary>The medians of several processes.</summary>
    public static CallCost Median(IReadOnlyList<CallCost> costs)
    {
        return new CallCost(
            Of(cost => cost.NewMilliseconds), Of(cost => cost.FirstMilliseconds), Of(cost => cost.BeginningMilliseconds), Of(cost => cost.SteadyMilliseconds), Of(cost => cost.Nanoseconds));

        double Of(Func<CallCost, double> value) => NetBuilder.Median(costs.Select(value));
    }
}
