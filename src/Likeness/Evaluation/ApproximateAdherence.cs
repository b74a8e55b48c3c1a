namespace Likeness.Evaluation;

/// <summary>How many generated rows satisfy a rule that nearly all real rows satisfy.</summary>
/// <param name="Rule">The rule, such as <c>pickup ≤ dropoff</c>.</param>
/// <param name="Real">The fraction of real rows that satisfy it: of the test rows, or of the real rows without them.</param>
/// <param name="Generated">The fraction of generated rows that satisfy it.</param>
/// <param name="IsLess">Whether at least 1 % fewer generated rows do, and fewer by more than chance (p &lt; 0.001).</param>
public sealed record ApproximateAdherence(string Rule, double Real, double Generated, bool IsLess);
