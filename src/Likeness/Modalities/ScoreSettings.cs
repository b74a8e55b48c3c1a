using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Modalities;

/// <summary>Settings of scoring, and of anomaly detection by the scores.</summary>
public record ScoreSettings : TaskSettings
{
    /// <summary>The rate of false alarms at which anomalies are flagged, in (0, 1); null to flag none.</summary>
    [Category("Anomalies")]
    [Description("flag anomalies at this rate of false alarms, calibrated on examples that the model has not seen")]
    [Range(1e-9, 1 - 1e-9)]
    public double? FalseAlarm { get; init; }

    /// <summary>A CSV file for the ROC curve of labelled anomalies; null for none.</summary>
    [Category("Anomalies")]
    [Description(
        "a CSV file for the ROC curve of labelled anomalies: false and true positive rates at every threshold"
    )]
    public string? Roc { get; init; }
}
