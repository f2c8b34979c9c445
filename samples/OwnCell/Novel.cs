namespace CellGen.Samples.OwnCell;

/// <summary>A novel, of which the last part is put aside: nothing is fitted to it and nothing is chosen by it.</summary>
/// <param name="Training">What the nets are trained on.</param>
/// <param name="HeldOut">What they are compared on.</param>
public sealed record Novel(int[] Training, int[] HeldOut)
{
    private const double HeldOutShare = 0.1;

    /// <summary>Reads the file.</summary>
    public static Novel Load(string path)
    {
        int[] tokens = Alphabet.Read(File.ReadAllText(path));
        int end = (int)(tokens.Length * (1 - HeldOutShare));
        return new(tokens[..end], tokens[end..]);
    }
}
