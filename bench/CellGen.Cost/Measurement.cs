using CellGen.Cost.Compiling;
using CellGen.Cost.Running;
using CellGen.Cost.Shapes;
using CellGen.NumericTests.Host;

namespace CellGen.Cost;

/// <summary>Builds the nets in a folder of their own and measures them.</summary>
/// <param name="folder">Where to build.</param>
internal sealed class Measurement(string folder)
{
    /// <summary>The calls that are the beginning of a stream, and of a series of sequences.</summary>
    public const int FirstSteps = 10_000, FirstForwards = 500;

    /// <summary>How often a net is compiled, and how many processes measure a method; medians are reported.</summary>
    public const int Repeats = 3;

    /// <summary>Builds some nets first: the compiler's own methods are compiled for good only after many calls.</summary>
    public void WarmUp(IEnumerable<NetShape> shapes)
    {
        foreach (NetShape shape in shapes)
        {
            NetBuilder.Build(shape, Path.Combine(folder, "warm"), repeats: 2);
        }
    }

    /// <summary>All costs of a net.</summary>
    public NetCost Measure(NetShape shape)
    {
        string place = Path.Combine(folder, shape.Name);
        CompileCost compile = NetBuilder.Build(shape, place, Repeats);
        return new NetCost(
            shape,
            compile,
            FreshProcess.Jit(place),
            shape.CanStep ? Call("Step") : null,
            Call("Forward"));

        CallCost Call(string method) =>
            CallCost.Median([.. Enumerable.Range(0, Repeats).Select(_ => FreshProcess.Call(shape, place, method, calls: 1, settle: 50))]);
    }

    /// <summary>One method of a net under a setting of tiered compilation.</summary>
    public TieringCost Measure(NetShape shape, string method, TieringSetting setting)
    {
        string place = Path.Combine(folder, shape.Name + (setting.AsGenerated ? "" : "_tiered"));
        if (!setting.AsGenerated && !Directory.Exists(place))
        {
            NetBuilder.BuildTiered(shape, place);
        }
        else if (!Directory.Exists(place))
        {
            NetBuilder.Build(shape, place, repeats: 1);
        }

        int calls = method == "Step" ? FirstSteps : FirstForwards;
        CallCost[] repeats = [.. Enumerable.Range(0, Repeats).Select(_ =>
            FreshProcess.Call(shape, place, method, calls, settle: 700, setting.Environment))];
        return new TieringCost(shape, method, setting, CallCost.Median(repeats));
    }
}
