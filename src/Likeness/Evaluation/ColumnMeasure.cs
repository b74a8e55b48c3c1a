namespace Likeness.Evaluation;

/// <summary>How a column of a <see cref="PointCloud"/> adds to the squared distance of two rows.</summary>
internal enum ColumnMeasure
{
    /// <summary>(a − b)², of numbers that are never missing.</summary>
    Number,

    /// <summary>(a − b)²; 1 if one value is missing (NaN), 0 if both are.</summary>
    NumberOrMissing,

    /// <summary>1 if the levels differ. A missing value is a level, −1.</summary>
    Level,

    /// <summary>(a − b)², of a column with two values that stands for one level.</summary>
    Indicator,
}
