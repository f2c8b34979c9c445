using CellGen.Simd;

namespace CellGen;

/// <summary>A prefix of labels in a beam.</summary>
internal struct CtcPrefix
{
    private double _blank;
    private double _label;

    /// <summary>Its node in the tree; below 0, the complement of the place in the beam of the prefix that it grows from.</summary>
    public int Node { get; set; }

    /// <summary>The label that it grows by, where it does.</summary>
    public int Grows { get; set; }

    /// <summary>The logarithm of the probability of its alignments that end in a blank.</summary>
    public double Blank
    {
        readonly get => _blank;
        set
        {
            _blank = value;
            Total = DoubleMath.LogSum(_blank, _label);
        }
    }

    /// <summary>The logarithm of the probability of its alignments that end in its last label.</summary>
    public double Label
    {
        readonly get => _label;
        set
        {
            _label = value;
            Total = DoubleMath.LogSum(_blank, _label);
        }
    }

    /// <summary>Of all its alignments.</summary>
    public double Total { get; private set; }
}
