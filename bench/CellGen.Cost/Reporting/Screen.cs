using Spectre.Console;

namespace CellGen.Cost.Reporting;

/// <summary>The terminal: a bar while it runs, then the tables.</summary>
internal static class Screen
{
    /// <summary>Shows a bar while <paramref name="work"/> runs; it says before each part which one begins.</summary>
    public static T Show<T>(int parts, Func<Action<string>, T> work) => AnsiConsole.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            ProgressTask task = context.AddTask("the compiler warms up", maxValue: parts);
            T result = work(part =>
            {
                task.Description = Markup.Escape(part);
                task.Increment(1);
            });
            task.Description = "done";
            return result;
        });

    /// <summary>Shows a table under a title.</summary>
    public static void Show(string title, CostTable table)
    {
        var grid = new Table { Title = new TableTitle(Markup.Escape($"{title}: {table.Title}")), Border = TableBorder.Rounded };
        foreach (string column in table.Columns)
        {
            grid.AddColumn(new TableColumn(Markup.Escape(column)) { Alignment = column == table.Columns[0] ? Justify.Left : Justify.Right });
        }

        foreach (var row in table.Rows)
        {
            grid.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(grid);
    }
}
