using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Tests;

/// <summary>The spans of a State are its own memory, and the compiler lets none outlive it.</summary>
public class StateSpanTests
{
    private const string Net = "[CellGen.RecurrentCell(Kind = CellGen.CellKind.Lstm, Input = 2, Hidden = 8)] public partial class Net { }";

    public static TheoryData<LanguageVersion> Languages => OutputTests.Languages();

    /// <summary>Every way to a span that a program may have: all of them compile.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void Spans_are_used_where_their_state_lives(LanguageVersion version) => Assert.Empty(GeneratorHost.CompileGenerated(version, Net, """
        using System;
        using System.Collections.Generic;

        class Actor
        {
            public Net.State Memory;
            private Net.State[] _states = new Net.State[3];
            public Net.State Property { get; set; }
            public Span<float> OfField => Memory.Hidden(0);
            public Span<float> OfElement(int i) => _states[i].Cell(layer: 0, direction: 0);
            public Span<float> OfReference(ref Net.State state) => state.Hidden(0);
            public float OfIn(in Net.State state) => state.Hidden(0)[1];
            public float OfProperty() => Property.Hidden(0)[1];
            public float OfList(List<Net.State> states) => states[0].Hidden(0)[1];
            public static Net.State Made(float value) { var state = new Net.State(); state.Hidden(0).Fill(value); return state; }
            public static bool OfTemporaries() => Made(1).Hidden(0).SequenceEqual(Made(2).Hidden(0));
            public static float OfLocal()
            {
                var state = new Net.State();
                Span<float> h = state.Hidden(layer: 0, direction: 0);
                var copy = state;
                copy.Cell(0).CopyTo(h);
                return h[0] + (state == copy ? 1 : 0);
            }
        }
        """));

#if !OLDEST_ROSLYN
    [Theory]
    [InlineData("static Span<float> Get() { var state = new Net.State(); return state.Hidden(0); }")]
    [InlineData("static Span<float> Get() { Net.State state = default; var h = state.Cell(0); h[0] = 1; return h; }")]
    [InlineData("static Span<float> Get(Net.State state) => state.Hidden(0);")]
    [InlineData("static Span<float> Get() => new Net.State().Cell(0);")]
    [InlineData("Net.State Property => default; Span<float> Get() => Property.Hidden(0);")]
    [InlineData("static Span<float> Get(System.Collections.Generic.List<Net.State> states) => states[0].Hidden(0);")]
    public void A_span_that_would_outlive_its_state_does_not_compile(string member)
    {
        var diagnostics = GeneratorHost.CompileGenerated(GeneratorHost.Newest, Net, $"using System; class Escape {{ {member} }}");
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id is "CS8168" or "CS8352" or "CS8156" or "CS8166" or "CS8347");
    }
#endif
}
