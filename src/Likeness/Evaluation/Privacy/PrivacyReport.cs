namespace Likeness.Evaluation.Privacy;

/// <summary>
/// Measured risks to the training rows, beside what unseen real rows show. Copies and near copies are in <see cref="NoveltyReport"/>, the membership
/// attack among the metrics. Null parts need test rows.
/// </summary>
/// <param name="NearerToTrain">Whether samples lie nearer to training rows than to unseen rows.</param>
/// <param name="Disclosures">For each column, how well samples and unseen rows predict it for training rows; the largest difference first.</param>
public sealed record PrivacyReport(NearerToTrain? NearerToTrain, IReadOnlyList<AttributeDisclosure> Disclosures)
{
    /// <summary>What these measurements are not.</summary>
    public string Limits { get; } =
        "These are measurements of these samples, not a guarantee: an attack that was not tried may succeed, and nothing here is differential privacy.";
}

/// <summary>
/// The fraction of generated rows whose nearest real row is a training row, among equally many training and test rows; ties count half. One half is
/// expected if the samples do not depend on which rows were trained on.
/// </summary>
/// <param name="Fraction">The fraction.</param>
/// <param name="Interval">Its 90 % bootstrap interval over generated rows.</param>
/// <param name="PValue">The p-value of so large a fraction: training and test rows are exchanged at random.</param>
/// <param name="RealRows">The number of training rows, and of test rows.</param>
/// <param name="GeneratedRows">The number of generated rows.</param>
public sealed record NearerToTrain(double Fraction, Interval? Interval, double PValue, int RealRows, int GeneratedRows);

/// <summary>
/// An attack that knows all other columns of a training row and guesses this one from the nearest generated row, and the same attack from as many
/// test rows: what any sample of the distribution discloses. Giomi et al. 2023, Anonymeter, arXiv 2211.10459, section 4.3, with unseen rows as control.
/// </summary>
/// <param name="Column">The column that is guessed.</param>
/// <param name="FromGenerated">The fraction of correct guesses from generated rows.</param>
/// <param name="FromTest">The fraction of correct guesses from test rows.</param>
/// <param name="PValue">The one-sided p-value of McNemar's exact test that generated rows do not guess better, corrected for the number of columns.</param>
public sealed record AttributeDisclosure(string Column, double FromGenerated, double FromTest, double PValue)
{
    /// <summary>The excess of correct guesses.</summary>
    public double Excess => FromGenerated - FromTest;
}
