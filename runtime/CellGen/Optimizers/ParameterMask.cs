namespace CellGen;

/// <summary>One number for each parameter of a net, in its packed order, chosen by the names of its tensors.</summary>
public static class ParameterMask
{
    /// <summary>
    /// A mask for the optimizers' decay. <c>ParameterMask.Of(model, name => name.Contains("bias") ? 0 : 1)</c> leaves biases out.
    /// </summary>
    /// <param name="model">The net; its parameters are written over and written back, so that nobody else may use it meanwhile.</param>
    /// <param name="factor">The number for all parameters of a tensor, from its name, such as weight_ih_l0.</param>
    /// <returns>As many numbers as the net has <c>Parameters</c>; 0 for padding. A tensor that is no part of them, as a frozen embedding is, counts for nothing.</returns>
    /// <remarks>Torch's way is a group of parameters for each decay. Allocates; to be called once.</remarks>
    /// <exception cref="ArgumentException">A parameter is not finite.</exception>
    public static float[] Of(INetwork model, Func<string, float> factor)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(factor);

        // Where the elements of a tensor lie only the net knows: it is asked by writing the factors in, and looking.
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        float[] parameters = model.Parameters.ToArray();
        IReadOnlyList<SafeTensor> tensors = SafeTensors.Read(file).Tensors;
        try
        {
            model.Parameters.Clear();
            foreach (SafeTensor tensor in tensors)
            {
                var values = new float[tensor.Count];
                values.AsSpan().Fill(factor(tensor.Name));
                model.Set(tensor.Name, values);
            }

            return model.Parameters.ToArray();
        }
        finally
        {
            file.Position = 0;
            model.LoadFrom(file);
            parameters.CopyTo(model.Parameters);
        }
    }
}
