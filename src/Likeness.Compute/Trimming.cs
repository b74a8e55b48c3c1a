using System.Diagnostics.CodeAnalysis;
using Likeness.Compute;

[assembly: UnconditionalSuppressMessage(
    "AOT",
    "IL3050",
    Scope = "type",
    Target = Trimming.LoopCompiler,
    Justification = "Loops are compiled only where the runtime can."
)]
[assembly: UnconditionalSuppressMessage(
    "Trimming",
    "IL2060",
    Scope = "type",
    Target = Trimming.LoopCompiler,
    Justification = Trimming.Called
)]
[assembly: UnconditionalSuppressMessage(
    "Trimming",
    "IL2075",
    Scope = "type",
    Target = Trimming.LoopCompiler,
    Justification = Trimming.Called
)]

namespace Likeness.Compute;

/// <summary>Why a trimmed program still works.</summary>
internal static class Trimming
{
    /// <summary>The type that uses reflection.</summary>
    public const string LoopCompiler = "T:Likeness.Compute.Cpu.LoopCompiler";

    /// <summary>The justification for its reflection on formulas.</summary>
    public const string Called = "The Apply of every formula is called by its kernel, so it is kept.";
}
