namespace CellGen.Samples.Pedal;

/// <summary>Writes sound as a .wav file: one channel, 16 bits.</summary>
public static class Wave
{
    /// <summary>Writes a signal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The signal.</param>
    /// <param name="scale">What it is multiplied by to be within ±1.</param>
    /// <param name="rate">Samples a second.</param>
    public static void Write(string path, ReadOnlySpan<float> samples, float scale, int rate)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write("RIFF"u8);
        file.Write(36 + (2 * samples.Length));
        file.Write("WAVEfmt "u8);
        file.Write(16);
        file.Write((short)1);
        file.Write((short)1);
        file.Write(rate);
        file.Write(2 * rate);
        file.Write((short)2);
        file.Write((short)16);
        file.Write("data"u8);
        file.Write(2 * samples.Length);
        foreach (float sample in samples)
        {
            file.Write((short)Math.Round(32767 * Math.Clamp(sample * scale, -1f, 1f)));
        }
    }
}
