namespace Likeness.Evaluation.Novelty;

/// <summary>How near a sample must be to its nearest real example to count as a match.</summary>
public enum MatchScale
{
    /// <summary>Equal to it.</summary>
    Equal,

    /// <summary>Not equal, but nearer, at the scale of the local spacing, than 99 % of real examples are to their nearest.</summary>
    VeryNear,

    /// <summary>Not equal, but nearer, at the scale of the local spacing, than 95 % of real examples are to their nearest.</summary>
    Near,

    /// <summary>At any distance.</summary>
    Nearest,
}
