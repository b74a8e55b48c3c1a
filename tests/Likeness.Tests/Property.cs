namespace Likeness.Tests;

/// <summary>Asserts what a property returns: a sentence on what is wrong, or null.</summary>
internal static class Property
{
    public static void Holds(string? wrong) => Assert.True(wrong is null, wrong);
}
