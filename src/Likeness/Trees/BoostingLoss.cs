namespace Likeness.Trees;

/// <summary>
/// A loss of scores and targets, with its derivatives with respect to the scores. Scores and derivatives are [Outputs][rows];
/// targets are one number per row.
/// </summary>
internal abstract class BoostingLoss
{
    /// <summary>½·(score − target)².</summary>
    public static BoostingLoss SquaredError { get; } = new SquaredErrorLoss();

    /// <summary>Log-loss of targets 0 and 1; the score is the log-odds of 1.</summary>
    public static BoostingLoss Logistic { get; } = new LogisticLoss();

    /// <summary>The number of scores per row, each with trees of its own.</summary>
    public abstract int Outputs { get; }

    /// <summary>Log-loss of targets 0 … classes − 1; the scores are log-probabilities up to a constant.</summary>
    /// <param name="classes">At least 2.</param>
    public static BoostingLoss Softmax(int classes) => new SoftmaxLoss(classes);

    /// <summary>The scores before the first tree: [Outputs].</summary>
    public abstract double[] Baseline(ReadOnlySpan<double> targets);

    /// <summary>First and second derivatives of the loss of the rows from … to − 1.</summary>
    public abstract void Derivatives(
        double[][] scores,
        double[] targets,
        double[][] gradients,
        double[][] hessians,
        int from,
        int to
    );

    /// <summary>The mean loss over the rows.</summary>
    public abstract double Mean(double[][] scores, ReadOnlySpan<double> targets);

    /// <summary>Turns scores into predictions, in place: probabilities, or the values themselves.</summary>
    public abstract void Predict(double[][] scores);

    /// <summary>Whether the loss is defined for a target.</summary>
    public abstract bool IsValid(double target);

    /// <summary>The class of a target, for a stratified validation set; 0 if targets are not classes.</summary>
    public virtual int Class(double target) => (int)target;

    // Kept half a row away from 0 and 1, where the log-odds are infinite.
    private protected static double Inside(double fraction, int rows) =>
        Math.Clamp(fraction, 0.5 / rows, 1 - (0.5 / rows));
}
