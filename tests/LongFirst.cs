using Xunit;
using Xunit.Abstractions;

namespace CellGen.TestOrder;

/// <summary>A class of tests that takes long begins before the others: else it may be the last, alone on one of several processors.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesLongAttribute : Attribute;

/// <summary>The classes that are marked so come first; the order of the others is xunit's own.</summary>
internal sealed class LongFirst : ITestCollectionOrderer
{
    private const string OfClass = "Test collection for ";

    /// <inheritdoc />
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => TakesLong(collection) ? 0 : 1);

    private static bool TakesLong(ITestCollection collection) =>
        collection.DisplayName.StartsWith(OfClass, StringComparison.Ordinal)
        && collection.TestAssembly.Assembly.GetType(collection.DisplayName[OfClass.Length..])
            ?.GetCustomAttributes(typeof(TakesLongAttribute).AssemblyQualifiedName!).Any() == true;
}
