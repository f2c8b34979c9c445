using System.Text;

namespace CellGen.Cost.Reporting;

/// <summary>A table: texts, the first column to the left, numbers to the right.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record CostTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The table in Markdown.</summary>
    public string Markdown
    {
        get
        {
            var text = new StringBuilder($"### {Title}\n\n");
            Append(Columns);
            Append(["---", .. Columns.Skip(1).Select(_ => "---:")]);
            foreach (var row in Rows)
            {
                Append(row);
            }

            return text.Append('\n').ToString();

            void Append(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }
    }
}
