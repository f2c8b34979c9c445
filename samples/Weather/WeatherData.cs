using System.Globalization;

namespace CellGen.Samples.Weather;

/// <summary>Reads seattle-weather.csv: date, precipitation, temp_max, temp_min, wind, weather.</summary>
public static class WeatherData
{
    private const string Header = "date,precipitation,temp_max,temp_min,wind,weather";

    /// <summary>All days, in order, without a hole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The file is not what its header says, or a day is missing.</exception>
    public static WeatherDay[] Load(string path)
    {
        string[] lines = File.ReadAllLines(path);
        if (lines[0] != Header)
        {
            throw new FormatException($"{path} begins with '{lines[0]}'; expected '{Header}'.");
        }

        WeatherDay[] days = [.. lines.Skip(1).Select(Parse)];
        for (int i = 1; i < days.Length; i++)
        {
            if (days[i].Date != days[i - 1].Date.AddDays(1))
            {
                throw new FormatException($"{path}: {days[i - 1].Date:O} is followed by {days[i].Date:O}.");
            }
        }

        return days;
    }

    private static WeatherDay Parse(string line)
    {
        string[] fields = line.Split(',');
        return new WeatherDay(
            DateOnly.ParseExact(fields[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Number(fields[1]),
            Number(fields[2]),
            Number(fields[3]),
            Number(fields[4]),
            Enum.Parse<Sky>(fields[5], ignoreCase: true));
    }

    private static float Number(string field) => float.Parse(field, CultureInfo.InvariantCulture);
}
