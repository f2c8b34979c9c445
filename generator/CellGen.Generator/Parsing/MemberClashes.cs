using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Finds the members of a user's part that cannot be beside those that the network adds.</summary>
internal static class MemberClashes
{
    /// <summary>A mistake for each such member, and for the class where its own name is one.</summary>
    public static IEnumerable<Mistake> Of(INamedTypeSymbol type, ModelSpec spec)
    {
        var ours = EmittedMembers.Of(spec).ToLookup(EmittedMembers.NameOf);
        if (ours.Contains(type.Name))
        {
            yield return new Mistake(Descriptors.NameTaken, type.Name, type.Name);
        }

        foreach (var member in type.GetMembers().Where(member => !member.IsImplicitlyDeclared && !GeneratedTree.Holds(member) && Clashes(member, ours)))
        {
            yield return new Mistake(Descriptors.NameTaken, MemberSignature.Of(member).Replace(".ctor", type.Name), type.Name) { Symbol = member };
        }

        foreach (var member in AbstractMembersOf(type).Where(member => Clashes(member, ours)))
        {
            yield return new Mistake(Descriptors.Shape, type.Name, $"derives from '{member.ContainingType.Name}', whose abstract member '{member.Name}' has the name of one that CellGen adds; rename it");
        }
    }

    /// <summary>Overloads of a method are beside each other; all else of one name clashes. A property speaks for its accessors.</summary>
    private static bool Clashes(ISymbol member, ILookup<string, string> ours) =>
        member is not IMethodSymbol { AssociatedSymbol: not null }
        && ours[member.Name].Any(our => member is not IMethodSymbol || !our.Contains('(') || MemberSignature.Of(member) == our);

    /// <summary>What the bases of a class leave for it to override: ours would hide it.</summary>
    private static IEnumerable<ISymbol> AbstractMembersOf(INamedTypeSymbol type)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            foreach (var member in part.GetMembers())
            {
                if (member.IsAbstract && !SymbolEqualityComparer.Default.Equals(part, type) && !overridden.Contains(member))
                {
                    yield return member;
                }

                for (var origin = OverriddenBy(member); origin is not null; origin = OverriddenBy(origin))
                {
                    overridden.Add(origin);
                }
            }
        }
    }

    private static ISymbol? OverriddenBy(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };
}
