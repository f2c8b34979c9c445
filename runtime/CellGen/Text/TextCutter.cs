using System.Text;

namespace CellGen;

/// <summary>Cuts a text into characters or words.</summary>
internal static class TextCutter
{
    /// <summary>What stands for half of a pair that stands alone, which no file can hold.</summary>
    private const string Replacement = "\uFFFD";

    /// <summary>The tokens of a text, in its order.</summary>
    public static IEnumerable<string> Cut(string text, TextUnit unit)
    {
        for (int start = 0; start < text.Length;)
        {
            int length = LengthAt(text, start);
            if (unit == TextUnit.Characters)
            {
                yield return Rune.TryGetRuneAt(text, start, out _) ? text.Substring(start, length) : Replacement;
            }
            else if (!Rune.IsWhiteSpace(RuneAt(text, start)))
            {
                length = IsOfWord(text, start) ? WordAt(text, start) : length;
                yield return Rune.TryGetRuneAt(text, start, out _) ? text.Substring(start, length) : Replacement;
            }

            start += length;
        }
    }

    /// <summary>The number of characters of the word that begins at a place.</summary>
    private static int WordAt(string text, int start)
    {
        int end = start;
        while (end < text.Length)
        {
            bool joins = text[end] is '\'' or '’' or '-' && end + 1 < text.Length && IsOfWord(text, end + 1);
            if (!joins && !IsOfWord(text, end))
            {
                break;
            }

            end += LengthAt(text, end);
        }

        return end - start;
    }

    private static bool IsOfWord(string text, int place)
    {
        Rune rune = RuneAt(text, place);
        return Rune.IsLetterOrDigit(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
    }

    private static Rune RuneAt(string text, int place) => Rune.TryGetRuneAt(text, place, out Rune rune) ? rune : Rune.ReplacementChar;

    private static int LengthAt(string text, int place) => Rune.TryGetRuneAt(text, place, out Rune rune) ? rune.Utf16SequenceLength : 1;
}
