using Spectre.Console;

namespace CellGen.Samples.Weather;

/// <summary>The errors on the held-out year, and in plain words whether the net is better.</summary>
public static class ErrorTable
{
    /// <summary>Measures the fillers and writes the table.</summary>
    /// <param name="evaluation">The held-out year and its gaps.</param>
    /// <param name="fillers">The net, then the baselines.</param>
    /// <returns>Whether the net beats every baseline in every variable.</returns>
    public static bool Write(Evaluation evaluation, IReadOnlyList<IGapFiller> fillers)
    {
        double[][] errors = [.. fillers.Select(evaluation.Errors)];
        Table table = new Table()
            .Title($"Held-out year 2015: root mean squared error on {evaluation.MissingDays} missing days")
            .AddColumn("Filling");
        foreach (Variable variable in Variable.All)
        {
            table.AddColumn(new TableColumn($"{variable.Name}\n{variable.Unit}").RightAligned());
        }

        for (int row = 0; row < fillers.Count; row++)
        {
            IEnumerable<string> cells = errors[row].Select((error, variable) => Cell(error, errors.Min(other => other[variable])));
            table.AddRow([fillers[row].Name, .. cells]);
        }

        AnsiConsole.Write(table);
        string[] failures = [.. Failures(fillers, errors)];
        Console.WriteLine(
            failures.Length == 0
                ? "The net beats both baselines in all three."
                : $"The net does NOT beat {string.Join("; ", failures)}.");
        return failures.Length == 0;
    }

    private static IEnumerable<string> Failures(IReadOnlyList<IGapFiller> fillers, double[][] errors) =>
        from baseline in Enumerable.Range(1, fillers.Count - 1)
        from variable in Enumerable.Range(0, Variable.Count)
        where errors[0][variable] >= errors[baseline][variable]
        select $"{fillers[baseline].Name} in {Variable.All[variable].Name.ToLowerInvariant()}";

    private static string Cell(double error, double best) => error == best ? $"[bold]{error:0.00}[/]" : $"{error:0.00}";
}
