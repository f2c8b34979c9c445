namespace CellGen;

/// <summary>
/// What an optimizer remembers of a net, as tensors of the net's names and shapes: a .safetensors file with which torch goes on
/// training, or from which it has gone on. exp_avg.weight_ih_l0 is what torch.optim.Adam has as exp_avg for weight_ih_l0; kind,
/// step and learning_rate are in the file's metadata.
/// </summary>
/// <remarks>
/// Adam and AdamW have torch's exp_avg and exp_avg_sq, Sgd its momentum_buffer; RmsProp's root_avg is the root of torch's
/// square_avg. To go on here, to the same bits, <see cref="Checkpoint"/> is the way: it keeps averages that a float has no room
/// for. The net is written over and written back, so that nobody else may use it meanwhile.
/// </remarks>
public static class OptimizerFile
{
    private const double Unscaled = 1 / (7.9228162514264338e28 * 7.9228162514264338e28); // 2^-192

    /// <summary>Writes a file, atomically.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="model">The net that the optimizer steps.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <exception cref="ArgumentException">A parameter of the net is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, INetwork model, ICheckpointed optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        var state = new Checkpoint();
        optimizer.Save(state, "");
        using var tensors = new PackedTensors(model);
        List<SafeTensor> rows = [];
        foreach (string row in Packed(state, tensors.Count))
        {
            float[] values = state.Floats(row, tensors.Count).ToArray();
            for (int i = 0; row == "exp_avg_sq" && i < values.Length; i++)
            {
                // An average that is too small for a float is kept times 2^192, with a minus sign.
                values[i] = values[i] < 0 ? (float)(-values[i] * Unscaled) : values[i];
            }

            rows.AddRange(tensors.Unpack(values, row + "."));
        }

        SafeTensors.Write(path, rows, state.Texts.ToDictionary(name => name, state.Text));
    }

    /// <summary>Gives an optimizer what a file has. Where it does not fit, nothing changes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The net that the optimizer steps.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <exception cref="CheckpointException">The file is of another net or optimizer; the message begins with its path and names what differs.</exception>
    /// <exception cref="SafeTensorsException">The file is no .safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(string path, INetwork model, ICheckpointed optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        SafeTensorsFile file = SafeTensors.Read(path);
        var state = new Checkpoint();
        optimizer.Save(state, "");
        try
        {
            using var tensors = new PackedTensors(model);
            foreach (string row in Packed(state, tensors.Count).ToArray())
            {
                state.Set(row, tensors.Pack(file, row + "."));
            }

            foreach (string text in state.Texts.ToArray())
            {
                state.Set(text, file.Metadata.TryGetValue(text, out string? value) ? value : throw new CheckpointException($"its metadata has no '{text}'."));
            }

            optimizer.Load(state, "");
        }
        catch (CheckpointException exception)
        {
            throw new CheckpointException($"{path}: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Packed(Checkpoint state, int count) => state.Rows.Where(row => Fits(state, row, count));

    private static bool Fits(Checkpoint state, string row, int count)
    {
        try
        {
            return state.Floats(row, count).Length > 0;
        }
        catch (CheckpointException)
        {
            return false; // of another length: an optimizer without momentum has none
        }
    }
}
