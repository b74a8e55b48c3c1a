namespace Likeness.Evaluation.Novelty;

/// <summary>The distance from a sample to its nearest real example that counts as a match.</summary>
public enum MatchScale
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal, but nearer, in units of the local spacing, than 99 % of real examples are to their nearest.</summary>
    VeryNear,

    /// <summary>Not equal, but nearer, in units of the local spacing, than 95 % of real examples are to their nearest.</summary>
    Near,

    /// <summary>Any distance.</summary>
    Nearest,
}
