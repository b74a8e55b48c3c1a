namespace Likeness.Evaluation;

/// <summary>How many generated rows satisfy a rule that all real rows satisfy.</summary>
/// <param name="Rule">The rule, such as <c>pickup ≤ dropoff</c>.</param>
/// <param name="Fraction">The fraction of generated rows that satisfy it.</param>
public sealed record RuleAdherence(string Rule, double Fraction)
{
    /// <summary>The fraction of real rows that are left out and satisfy it, too.</summary>
    public double Baseline { get; init; } = 1;
}
