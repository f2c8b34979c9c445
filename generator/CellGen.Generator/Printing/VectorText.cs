using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>How operations on vectors of one width are written in C#.</summary>
/// <param name="profile">The kernel class that the text is for: it decides which instruction set may be named.</param>
/// <param name="width">The number of lanes: 16, 8, 4 or 1.</param>
internal sealed class VectorText(VectorProfile profile, int width)
{
    public int Width => width;

    /// <summary>The static class of the vector's operations.</summary>
    private string Class => Invariant($"Vector{width * 32}");

    /// <summary>The type of a value.</summary>
    public string Type => width == 1 ? "float" : $"{Class}<float>";

    public string Zero => width == 1 ? "0f" : $"{Type}.Zero";

    public string Load(string reference, Offset offset) => width == 1
        ? Element(reference, offset)
        : $"{Class}.LoadUnsafe(ref {reference}{offset.AsArgument})";

    public string Store(string value, string reference, Offset offset) => width == 1
        ? $"{Element(reference, offset)} = {value};"
        : $"{Class}.StoreUnsafe({value}, ref {reference}{offset.AsArgument});"; // as an extension method it takes csc twice as long

    /// <summary>One number in every lane.</summary>
    public string Broadcast(string scalar) => width == 1 ? scalar : $"{Class}.Create({scalar})";

    /// <summary>Four numbers in each half of 256 bits, by one load, for <see cref="Spread"/>.</summary>
    public string Fours(string reference, Offset offset)
    {
        string fours = new VectorText(profile, 4).Load(reference, offset);
        return $"Vector256.Create({fours}, {fours})";
    }

    /// <summary>One of the four numbers of <see cref="Fours"/> in every lane.</summary>
    public static string Spread(string fours, int number) => Invariant($"Avx.Permute({fours}, 0x{number * 0x55:X2})");

    public string Constant(float value) => Broadcast(FloatText.Of(value));

    public string MultiplyAdd(string left, string right, string addend) => profile.Target.FusedMultiplyAdd switch
    {
        FusedMultiplyAdd.None => $"({left} * {right}) + {addend}",
        FusedMultiplyAdd.Vector128 => $"Vector128.FusedMultiplyAdd({left}, {right}, {addend})",
        FusedMultiplyAdd.VectorMath => $"VectorMath.MultiplyAdd({left}, {right}, {addend})",
        _ when width == 16 => $"Avx512F.FusedMultiplyAdd({left}, {right}, {addend})",
        _ => $"Fma.MultiplyAdd({left}, {right}, {addend})",
    };

    /// <summary>minuend − left · right.</summary>
    public string NegatedMultiplyAdd(string left, string right, string minuend) => profile.Target.FusedMultiplyAdd switch
    {
        FusedMultiplyAdd.None => $"{minuend} - ({left} * {right})",
        FusedMultiplyAdd.Vector128 => $"Vector128.FusedMultiplyAdd(-{left}, {right}, {minuend})",
        FusedMultiplyAdd.VectorMath => $"VectorMath.MultiplyAdd(-{left}, {right}, {minuend})",
        _ when width == 16 => $"Avx512F.FusedMultiplyAddNegated({left}, {right}, {minuend})",
        _ => $"Fma.MultiplyAddNegated({left}, {right}, {minuend})",
    };

    /// <summary><paramref name="gradient"/> in the lanes where <paramref name="value"/> is positive, else 0.</summary>
    public string WherePositive(string value, string gradient) => width == 1
        ? $"{value} > 0f ? {gradient} : 0f"
        : $"{Class}.GreaterThan({value}, {Zero}) & {gradient}";

    /// <summary><paramref name="gradient"/> in the lanes where |<paramref name="value"/>| is below the bound, else 0.</summary>
    public string WhereWithin(string value, float bound, string gradient) => width == 1
        ? $"MathF.Abs({value}) < {Constant(bound)} ? {gradient} : 0f"
        : $"{Class}.LessThan({Class}.Abs({value}), {Constant(bound)}) & {gradient}";

    /// <summary>Part number <paramref name="part"/>, of this width, of a wider vector of <paramref name="of"/> lanes.</summary>
    public string Part(string vector, int part, int of)
    {
        string text = vector;
        for (int half = of / 2; half >= width; half /= 2)
        {
            text += (part * width & half) == 0 ? ".GetLower()" : ".GetUpper()";
        }

        return text;
    }

    /// <summary>Loads <paramref name="valid"/> floats and fills up with zeros; reads nothing beyond them.</summary>
    public string LoadPartial(string reference, Offset offset, int valid)
    {
        if (valid == width)
        {
            return Load(reference, offset);
        }

        if (valid == 0)
        {
            return Zero;
        }

        if (width == 4)
        {
            var items = Enumerable.Range(0, 4).Select(i => i < valid ? Element(reference, offset + i) : "0f");
            return $"Vector128.Create({string.Join(", ", items)})";
        }

        var half = new VectorText(profile, width / 2);
        string lower = half.LoadPartial(reference, offset, Math.Min(valid, half.Width));
        string upper = half.LoadPartial(reference, offset + half.Width, Math.Max(0, valid - half.Width));
        return $"{Class}.Create({lower}, {upper})";
    }

    /// <summary>Stores the first <paramref name="valid"/> lanes; writes nothing beyond them.</summary>
    public IEnumerable<string> StorePartial(string value, string reference, Offset offset, int valid)
    {
        if (valid == width)
        {
            return [Store(value, reference, offset)];
        }

        if (width == 4)
        {
            return Enumerable.Range(0, valid).Select(i => Invariant($"{Element(reference, offset + i)} = {value}.GetElement({i});"));
        }

        var half = new VectorText(profile, width / 2);
        var lower = half.StorePartial(half.Part(value, 0, width), reference, offset, Math.Min(valid, half.Width));
        return valid <= half.Width
            ? lower
            : lower.Concat(half.StorePartial(half.Part(value, 1, width), reference, offset + half.Width, valid - half.Width));
    }

    /// <summary>One float of a buffer, or, behind "ref", the reference to it.</summary>
    public static string Element(string reference, Offset offset) =>
        offset.IsZero ? reference : $"Unsafe.Add(ref {reference}{offset.AsArgument})";
}
