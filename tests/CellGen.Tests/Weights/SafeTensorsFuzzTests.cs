using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>A damaged file is parsed or refused with the one exception type, never another.</summary>
public sealed class SafeTensorsFuzzTests
{
    private static readonly byte[] Valid = MakeValid();

    [Fact]
    public void EveryTruncationIsRefused()
    {
        for (int length = 0; length < Valid.Length; length++)
        {
            RawFile.Refused(Valid[..length]);
        }
    }

    [Fact]
    public void EverySingleByteMutationIsReadOrRefused()
    {
        int refused = 0;
        for (int index = 0; index < Valid.Length; index++)
        {
            foreach (byte value in (byte[])[0, 0x22, 0x2C, 0x30, 0x39, 0x5C, 0x7D, 0x80, 0xFF, (byte)(Valid[index] ^ 1)])
            {
                byte[] file = [.. Valid];
                file[index] = value;
                refused += IsRefused(file) ? 1 : 0;
            }
        }

        // Nearly every damage to the header shows, none to the numbers.
        Assert.InRange(refused, Valid.Length, 10 * Valid.Length);
    }

    [Fact]
    public void RandomDamageIsReadOrRefused()
    {
        var random = new Random(20260101);
        for (int round = 0; round < 20_000; round++)
        {
            List<byte> file = [.. Valid];
            for (int edit = random.Next(1, 6); edit > 0 && file.Count > 0; edit--)
            {
                Damage(file, random);
            }

            IsRefused([.. file]);
        }
    }

    private static void Damage(List<byte> file, Random random)
    {
        // Most of what can go wrong lies in the header, which is the first half or so.
        int index = random.Next(random.Next(2) == 0 ? Math.Min(file.Count, 200) : file.Count);
        switch (random.Next(5))
        {
            case 0:
                file[index] = (byte)random.Next(256);
                break;
            case 1:
                file[index] = (byte)"{}[]\",:0123456789-.eE\\ntf"[random.Next(25)];
                break;
            case 2:
                file.RemoveRange(index, Math.Min(random.Next(1, 20), file.Count - index));
                break;
            case 3:
                file.InsertRange(index, file.GetRange(index, Math.Min(random.Next(1, 20), file.Count - index)));
                break;
            default:
                file.RemoveRange(index, file.Count - index);
                break;
        }
    }

    private static bool IsRefused(byte[] file)
    {
        try
        {
            foreach (SafeTensor tensor in RawFile.Read(file).Tensors)
            {
                tensor.CopyTo(new float[tensor.Count]);
            }

            return false;
        }
        catch (SafeTensorsException)
        {
            return true;
        }
    }

    private static byte[] MakeValid()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(
            stream,
            [
                new SafeTensor("weight_ih_l0", [3, 2], [1, 2, 3, 4, 5, 6]),
                new SafeTensor("bias_ih_l0", [3], [0.5f, -0.5f, 1e-40f]),
                new SafeTensor("scalar", [], [9]),
            ]);
        return stream.ToArray();
    }
}
