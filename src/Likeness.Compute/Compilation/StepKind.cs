namespace Likeness.Compute.Compilation;

/// <summary>The kind of work of a step, for listings.</summary>
internal enum StepKind
{
    /// <summary>Matmuls and their epilogues.</summary>
    MatMuls,

    /// <summary>Reductions.</summary>
    Reductions,

    /// <summary>Elementwise functions.</summary>
    Elementwise,

    /// <summary>Random number generation.</summary>
    Random,

    /// <summary>Copies and fills.</summary>
    Copies,
}
