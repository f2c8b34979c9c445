using CellGen.NumericTests.Host;
using CellGen.Simd;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CellGen.PropertyTests;

/// <summary>
/// Cells drawn at random from the language of equations agree with their own equations in double precision, and their gradients
/// with finite differences, at every width. A normal run draws thirty, the same ones each time; CELLGEN_SHAPES and CELLGEN_SEED
/// draw more, and others.
/// </summary>
public class RandomOwnCellTests
{
    private const int Together = 30;
    private const int Steps = 4;
    private const int Elements = 3;
    private const double ValueTolerance = 5e-6;
    private const double GradientTolerance = 5e-5;

    [Fact]
    public void Agree_with_their_equations()
    {
        Arbitrary<OwnCellDraw[]> draws = Arb.From(OwnCellDraws.All.ArrayOf(Together), Shrink);
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(Math.Max(1, Setting("CELLGEN_SHAPES", 4) / 8))
            .WithReplay((ulong)Setting("CELLGEN_SEED", 1), 1);
        Check.One(config, Prop.ForAll(draws, Agree));
    }

    private static void Agree(OwnCellDraw[] draws)
    {
        Type[] nets = NetCompiler.Load([.. draws.Select(OwnCellText.Write)], [.. draws.Select(draw => "Nets." + draw.Name)]);
        foreach ((OwnCellDraw draw, Type net) in draws.Zip(nets))
        {
            var equations = net.GetMethod("Equations")!.CreateDelegate<Action<CellEquations>>();
            object model = Activator.CreateInstance(net, draw.Seed, null)!;
            foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
            {
                net.GetProperty("VectorWidth")!.SetValue(model, width);
                CellCheck report = CellCheck.Run(equations, model, Steps, draw.Seed, Elements);
                Assert.True(report is { Values: < ValueTolerance, Gradients: < GradientTolerance }, $"{width}: {report}\n{draw}");
            }
        }
    }

    /// <summary>One net of several, then a smaller one.</summary>
    private static IEnumerable<OwnCellDraw[]> Shrink(OwnCellDraw[] draws) => draws.Length > 1
        ? draws.Select(draw => new[] { draw })
        : OwnCellDraws.Shrink(draws[0]).Select(draw => new[] { draw });

    private static int Setting(string name, int absent) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : absent;
}
