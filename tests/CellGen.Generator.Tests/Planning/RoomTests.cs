using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Planning;

/// <summary>The arrows between the rooms of the generator go one way, and what is decided is decided before a line is written.</summary>
public class RoomTests
{
    /// <summary>Each room, and the rooms before it, which it may know.</summary>
    private static readonly (string Room, string[] Knows)[] Rooms =
    [
        ("Model", []),
        ("Equations", ["Model"]),
        ("Networks", ["Model"]),
        ("Planning", ["Model", "Equations", "Networks"]),
        ("Descriptions", ["Model", "Equations", "Networks", "Planning"]),
        ("Kernels", ["Model", "Equations", "Planning"]),
        ("Lowering", ["Model", "Equations", "Planning", "Kernels"]),
        ("Printing", ["Model", "Equations", "Planning", "Kernels"]),
        ("Flow", ["Model", "Equations", "Networks", "Planning", "Kernels", "Printing"]),
        ("Routes", ["Model", "Equations", "Networks", "Planning", "Descriptions", "Kernels", "Printing", "Flow"]),
        ("Surface", ["Model", "Equations", "Networks", "Planning", "Descriptions", "Printing", "Flow", "Routes"]),
    ];

    public static TheoryData<string> Names => [.. Rooms.Select(room => room.Room)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_arrow_points_back(string room)
    {
        string[] known = Rooms.Single(each => each.Room == room).Knows;
        foreach (string file in Files(room))
        {
            var used = Regex.Matches(File.ReadAllText(file), @"CellGen\.Generator\.([A-Z]\w+)").Select(match => match.Groups[1].Value)
                .Where(name => name != room && Directory.Exists(Path.Combine(Folder(), name)));
            Assert.True(!used.Except(known).Any(), $"{Path.GetFileName(file)} uses {string.Join(", ", used.Except(known))}");
        }
    }

    [Fact]
    public void No_room_is_more_than_a_fifth()
    {
        var lines = Directory.GetDirectories(Folder()).Select(Path.GetFileName).Where(room => room is not ("bin" or "obj"))
            .ToDictionary(room => room!, room => Files(room!).Sum(file => File.ReadLines(file).Count()));
        Assert.All(lines, room => Assert.True(room.Value * 5 <= lines.Values.Sum(), $"{room.Key}: {room.Value} lines"));
    }

    /// <summary>A planner is a static method of Planning that makes a part of a plan.</summary>
    [Fact]
    public void No_planner_is_called_from_a_file_that_prints()
    {
        string[] planners =
        [
            .. from type in typeof(NetPlan).Assembly.GetTypes()
               where IsPlanning(type)
               from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
               where !method.IsSpecialName && IsPlan(method.ReturnType)
               select $"{type.Name}.{method.Name}(",
        ];
        Assert.Contains("ProductPlan.Create(", planners);
        Assert.Contains("PanelRun.Split(", planners);
        Assert.Contains("RowColumns.Of(", planners);
        foreach (string file in new[] { "Lowering", "Printing", "Flow", "Routes", "Surface" }.SelectMany(Files))
        {
            string text = File.ReadAllText(file);
            Assert.All(planners, planner => Assert.False(text.Contains(planner, StringComparison.Ordinal), $"{Path.GetFileName(file)} calls {planner})"));
        }
    }

    private static bool IsPlan(Type type) => IsPlanning(type) || type.GetGenericArguments().Any(IsPlan);

    private static bool IsPlanning(Type type) => type.Namespace?.StartsWith(typeof(NetPlan).Namespace!, StringComparison.Ordinal) == true;

    private static string[] Files(string room) => Directory.GetFiles(Path.Combine(Folder(), room), "*.cs", SearchOption.AllDirectories);

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "generator", "CellGen.Generator"));
}
