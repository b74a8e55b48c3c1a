using System.Diagnostics.CodeAnalysis;

// Reflection on types of this assembly: ILLink.Descriptors.xml keeps all of them.
[assembly: UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2071", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Likeness.Trimming.Kept)]
[assembly: UnconditionalSuppressMessage("Trimming", "IL2077", Justification = Likeness.Trimming.Kept)]

namespace Likeness;

/// <summary>Why a trimmed program still works.</summary>
internal static class Trimming
{
    /// <summary>The justification for reflection on this assembly's own types.</summary>
    public const string Kept = "ILLink.Descriptors.xml keeps every type and member of this assembly.";

    /// <summary>The warning to those who add an assembly.</summary>
    public const string Added = "Classes of the added assembly may have been trimmed: its program must keep them.";
}
