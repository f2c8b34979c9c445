namespace CellGen.RoundTrip;

/// <summary>Weight files that do not fit: each must be refused, and the message must name the tensor.</summary>
internal static class Damage
{
    /// <summary>Checks that a net refuses its file when any one tensor is missing, misshapen or too many.</summary>
    /// <param name="net">The net.</param>
    /// <param name="path">A good file.</param>
    /// <param name="damaged">Where to write the bad ones.</param>
    /// <returns>How many files were refused.</returns>
    /// <exception cref="InvalidDataException">A file was taken, or the exception names another tensor.</exception>
    public static string CheckRefused(NetType net, string path, string damaged)
    {
        IReadOnlyList<SafeTensor> tensors = SafeTensors.Read(path).Tensors;
        int files = 0;
        foreach (SafeTensor tensor in tensors)
        {
            Refuse("missing", tensor, null);
            Refuse("as one row", tensor, WithShape(tensor, [1, tensor.Count]));
            long[] transposed = [.. tensor.Shape.Reverse()];
            if (!transposed.SequenceEqual(tensor.Shape))
            {
                Refuse("transposed", tensor, WithShape(tensor, transposed));
            }

            Refuse("too long", tensor, new SafeTensor(tensor.Name, [tensor.Count + 1], new float[tensor.Count + 1]));
        }

        SafeTensors.Write(damaged, [.. tensors, new SafeTensor("weight_ih_l99", [1], [0f])]);
        Expect("weight_ih_l99", "which the net has not");
        return $"{files} files refused";

        void Refuse(string how, SafeTensor tensor, SafeTensor? replacement)
        {
            SafeTensors.Write(
                damaged,
                [.. tensors.Select(other => other == tensor ? replacement : other).OfType<SafeTensor>()]);
            Expect(tensor.Name, how);
        }

        void Expect(string name, string how)
        {
            try
            {
                net.Load(damaged);
            }
            catch (SafeTensorsException exception) when (exception.TensorName == name && exception.Message.Contains(name))
            {
                files++;
                return;
            }

            throw new InvalidDataException($"a file with {name} {how} was taken");
        }
    }

    private static SafeTensor WithShape(SafeTensor tensor, long[] shape)
    {
        float[] values = new float[tensor.Count];
        tensor.CopyTo(values);
        return new SafeTensor(tensor.Name, shape, values);
    }
}
