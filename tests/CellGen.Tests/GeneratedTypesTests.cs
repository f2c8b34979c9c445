using System.ComponentModel;
using System.Reflection;
using Xunit;

namespace CellGen.Tests;

/// <summary>What only generated code calls does not stand in an editor's list beside what users call.</summary>
public class GeneratedTypesTests
{
    [Fact]
    public void Are_hidden_from_completion()
    {
        Type[] types = [.. typeof(CellKind).Assembly.GetExportedTypes().Where(type => type is { Namespace: "CellGen.Generated", IsNested: false })];
        Assert.True(types.Length > 20);
        Assert.All(types, type => Assert.Equal(EditorBrowsableState.Never, type.GetCustomAttribute<EditorBrowsableAttribute>()?.State));
    }
}
