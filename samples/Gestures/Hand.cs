namespace CellGen.Samples.Gestures;

/// <summary>What is a person's own in every stroke.</summary>
public sealed class Hand
{
    /// <summary>Makes a hand up.</summary>
    public Hand(Chance chance)
    {
        Slant = chance.Normal(0.1, 0.2);
        Rotation = chance.Normal(0, 0.15);
        Aspect = chance.Factor(0.3);
        Size = 180 * chance.Factor(0.4);
        Rounding = chance.Uniform(0, 0.07);
        Overshoot = chance.Normal(0.02, 0.05);
        StartOffset = chance.Uniform(0, 0.06);
        Speed = 900 * chance.Factor(0.35);
        Care = chance.Uniform(0, 2);
        Tremor = chance.Uniform(0, 2);
        TremorRate = chance.Uniform(7, 12);
    }

    /// <summary>How far the top leans to the right, in parts of the height.</summary>
    public double Slant { get; }

    /// <summary>How far all is turned, in radians.</summary>
    public double Rotation { get; }

    /// <summary>Width by height.</summary>
    public double Aspect { get; }

    /// <summary>In pixels.</summary>
    public double Size { get; }

    /// <summary>How much of the way corners are rounded over.</summary>
    public double Rounding { get; }

    /// <summary>How far beyond its end a stroke goes, in parts of the way; below zero it ends early.</summary>
    public double Overshoot { get; }

    /// <summary>How far off a stroke begins, in parts of the size.</summary>
    public double StartOffset { get; }

    /// <summary>In pixels a second.</summary>
    public double Speed { get; }

    /// <summary>How much slower in bends.</summary>
    public double Care { get; }

    /// <summary>How far the hand trembles, in pixels.</summary>
    public double Tremor { get; }

    /// <summary>How often it trembles, in Hz: about the 8 to 12 of a healthy hand.</summary>
    public double TremorRate { get; }
}
