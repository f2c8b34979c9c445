using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests;

/// <summary>What a convolution within a frame may say.</summary>
public class ConvolutionTests
{
    private const string Rest = "[RecurrentCell(Hidden = 2)] partial class Net { }";

    [Fact]
    public async Task A_frame_of_one_position_is_a_frame() =>
        Assert.Empty(await GeneratorHost.Check(GeneratorHost.Compile($"using CellGen; [Conv1d(Input = 3, Output = 4, Kernel = 3, Frame = 1, Stride = 2, Padding = 1)] {Rest}")));

    [Theory]
    [InlineData("CELL052", "Frame = 2", "[Dense(Input = 1, Output = 3)] [Conv1d(Output = 4, Kernel = 1, Frame = 2, Stride = 2, Padding = 1)]")]
    [InlineData("CELL053", "Kernel = 3", "[Conv1d(Input = 3, Output = 4, Kernel = 3, Frame = 1)]")]
    [InlineData("CELL054", "Stride = 2", "[Conv1d(Input = 3, Output = 4, Kernel = 3, Stride = 2)]")]
    [InlineData("CELL054", "Padding = 1", "[Conv1d(Input = 3, Output = 4, Kernel = 3, Padding = 1)]")]
    public void A_mistake_is_reported_once_where_it_is(string id, string place, string layers)
    {
        string source = $"using CellGen; {layers} {Rest}";
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(place, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
