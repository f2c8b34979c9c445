using System.Globalization;

namespace CellGen.Generator.Printing;

/// <summary>Numbers as C# literals that give the same bits.</summary>
internal static class FloatText
{
    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}
