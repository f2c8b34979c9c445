using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Schedules;

/// <summary>Every schedule beside torch's of the same name, step for step, and what lies beyond its end.</summary>
public sealed class ScheduleTests
{
    private static readonly JsonElement[] Goldens = [.. GoldenFile.Read("schedules.json").EnumerateArray()];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Goldens.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryRateIsThatOfTorch(int index)
    {
        JsonElement golden = Goldens[index];
        double[] rates = [.. golden.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];
        double[] losses = [.. golden.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())];
        ISchedule schedule = Make(golden.GetProperty("name").GetString()!, golden.GetProperty("settings"));
        double largest = rates.Max();
        for (int step = 0; step < rates.Length; step++)
        {
            // One line of torch's ends in a difference of numbers that are a million times larger.
            Assert.Equal(rates[step], schedule.At(step), (1e-7 * rates[step]) + (1e-15 * largest));
            if (losses.Length > 0)
            {
                schedule.Observe(losses[step]);
            }
        }
    }

    [Fact]
    public void BeyondTheirEndTheyStay()
    {
        Assert.Equal(0.01f, new CosineSchedule(0.1f, 10, 0.01f).At(1_000_000_000_000));
        var cycle = new OneCycleSchedule(0.1f, 10);
        Assert.Equal(cycle.At(9), cycle.At(long.MaxValue));
        Assert.Equal(0f, new StepSchedule(0.1f, 1).At(long.MaxValue));
        Assert.Equal(float.MaxValue, new StepSchedule(0.1f, 1, 2f).At(long.MaxValue));
        Assert.Equal(0f, new StepSchedule(0f, 1, 2f).At(long.MaxValue));
        Assert.Equal(0.5f, new ConstantSchedule(0.5f).At(long.MaxValue));
    }

    [Fact]
    public void TheShortestSchedules()
    {
        Assert.Equal(0.1f, new WarmUpSchedule(new ConstantSchedule(0.1f), 0).At(0));
        Assert.Equal([0f, 0.1f], new[] { 0L, 1 }.Select(new WarmUpSchedule(new ConstantSchedule(0.1f), 1).At));
        Assert.All(new[] { 0f, 0.3f, 1f }, start => Assert.True(float.IsFinite(new OneCycleSchedule(0.1f, 1, start).At(0))));
        Assert.Equal(0.1f, new OneCycleSchedule(0.1f, 10, 1f).At(9), 1e-8f);
    }

    [Fact]
    public void ALossThatIsNoNumberIsNoImprovement()
    {
        var schedule = new ReduceOnPlateau(0.1f, factor: 0.5f, patience: 1);
        schedule.Observe(1);
        schedule.Observe(double.NaN);
        Assert.Equal(0.1f, schedule.At(0));
        schedule.Observe(double.NaN);
        Assert.Equal(0.05f, schedule.At(0));
    }

    [Fact]
    public void AResumedPlateauGoesOn()
    {
        ISchedule whole = new WarmUpSchedule(new ReduceOnPlateau(0.1f, factor: 0.5f, patience: 3, cooldown: 2), 2);
        ISchedule resumed = new WarmUpSchedule(new ReduceOnPlateau(0.1f, factor: 0.5f, patience: 3, cooldown: 2), 2);
        var random = new Random(5);
        for (int step = 0; step < 50; step++)
        {
            var checkpoint = new Checkpoint();
            ((ICheckpointed)whole).Save(checkpoint, "schedule.");
            resumed = new WarmUpSchedule(new ReduceOnPlateau(0.1f, factor: 0.5f, patience: 3, cooldown: 2), 2);
            ((ICheckpointed)resumed).Load(checkpoint, "schedule.");
            double loss = random.NextDouble();
            whole.Observe(loss);
            resumed.Observe(loss);
            Assert.Equal(whole.At(step), resumed.At(step));
        }

        Assert.True(whole.At(100) < 0.05f);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ABadSettingIsNamed(float bad)
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new ConstantSchedule(bad));
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new StepSchedule(bad, 1));
        Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new StepSchedule(1, 1, bad));
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new CosineSchedule(bad, 1));
        Assert.Throws<ArgumentOutOfRangeException>("minimum", () => new CosineSchedule(1, 1, bad));
        Assert.Throws<ArgumentOutOfRangeException>("maxRate", () => new OneCycleSchedule(bad, 1));
        Assert.Throws<ArgumentOutOfRangeException>("pctStart", () => new OneCycleSchedule(1, 1, bad));
        Assert.Throws<ArgumentOutOfRangeException>("divFactor", () => new OneCycleSchedule(1, 1, divFactor: bad));
        Assert.Throws<ArgumentOutOfRangeException>("finalDivFactor", () => new OneCycleSchedule(1, 1, finalDivFactor: bad));
        Assert.Throws<ArgumentOutOfRangeException>("startFactor", () => new WarmUpSchedule(new ConstantSchedule(1), 1, bad));
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new ReduceOnPlateau(bad));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ReduceOnPlateau(1, bad));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new ReduceOnPlateau(1, threshold: bad));
        Assert.Throws<ArgumentOutOfRangeException>("minimum", () => new ReduceOnPlateau(1, minimum: bad));
    }

    [Fact]
    public void OtherBadSettings()
    {
        Assert.Throws<ArgumentOutOfRangeException>("stepSize", () => new StepSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new CosineSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new OneCycleSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("pctStart", () => new OneCycleSchedule(1, 1, 1.1f));
        Assert.Throws<ArgumentOutOfRangeException>("divFactor", () => new OneCycleSchedule(1, 1, divFactor: 0));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new WarmUpSchedule(new ConstantSchedule(1), -1));
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => new ReduceOnPlateau(1, patience: -1));
        Assert.Throws<ArgumentOutOfRangeException>("cooldown", () => new ReduceOnPlateau(1, cooldown: -1));
        foreach (ISchedule schedule in new ISchedule[]
        {
            new ConstantSchedule(1), new StepSchedule(1, 1), new CosineSchedule(1, 1), new OneCycleSchedule(1, 1),
            new WarmUpSchedule(new ConstantSchedule(1), 1), new ReduceOnPlateau(1),
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>("step", () => schedule.At(-1));
        }
    }

    private static ISchedule Make(string name, JsonElement settings)
    {
        float rate = settings.Float("lr", 0);
        int steps = (int)settings.Float("steps", 0);
        return name switch
        {
            "step" => new StepSchedule(rate, (int)settings.Float("stepSize", 0), settings.Float("gamma", 0.1f)),
            "cosine" => new CosineSchedule(rate, steps, settings.Float("minimum", 0)),
            "onecycle" => new OneCycleSchedule(
                rate,
                steps,
                settings.Float("pctStart", 0.3f),
                settings.Float("divFactor", 25),
                settings.Float("finalDivFactor", 1e4f),
                settings.TryGetProperty("linear", out _)),
            "warmup" => new WarmUpSchedule(
                steps > 0 ? new CosineSchedule(rate, steps) : new ConstantSchedule(rate),
                (int)settings.Float("warmUp", 0),
                settings.Float("startFactor", 0)),
            _ => new ReduceOnPlateau(
                rate,
                settings.Float("factor", 0.1f),
                (int)settings.Float("patience", 0),
                settings.Float("threshold", 1e-4f),
                relative: !settings.TryGetProperty("absolute", out _),
                (int)settings.Float("cooldown", 0),
                settings.Float("minimum", 0),
                maximize: settings.TryGetProperty("maximize", out _)),
        };
    }
}
