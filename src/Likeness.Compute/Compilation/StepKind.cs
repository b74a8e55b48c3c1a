namespace Likeness.Compute.Compilation;

/// <summary>What kind of work a step is, for listings.</summary>
internal enum StepKind
{
    /// <summary>Matrix products and what follows on their blocks.</summary>
    MatMuls,

    /// <summary>Elements combined along axes.</summary>
    Reductions,

    /// <summary>Functions of the elements at one place.</summary>
    Elementwise,

    /// <summary>Random numbers drawn.</summary>
    Random,

    /// <summary>Elements moved, and memory cleared.</summary>
    Copies,
}
