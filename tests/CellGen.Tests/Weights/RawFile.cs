using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>Assembles safetensors files byte by byte, without the writer under test.</summary>
internal static class RawFile
{
    /// <summary>The header as it stands, unpadded, and then the data.</summary>
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, byte[] data) => [.. Length((ulong)header.Length), .. header, .. data];

    public static byte[] Length(ulong length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>One tensor's part of a header: "name": {…}.</summary>
    public static string Entry(string name, string dataType, string shape, string offsets) =>
        $"\"{name}\":{{\"dtype\":\"{dataType}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    public static SafeTensorsFile Read(byte[] file) => SafeTensors.Read(new MemoryStream(file, writable: false));

    public static SafeTensorsException Refused(byte[] file) => Assert.Throws<SafeTensorsException>(() => Read(file));

    public static float[] Floats(SafeTensor tensor)
    {
        float[] values = new float[tensor.Count];
        tensor.CopyTo(values);
        return values;
    }
}
