namespace Likeness.Models.Trees;

/// <summary>How probable a value is among its neighbours, for a reason that their order does not show: the weekday of a date, the cents of a price.</summary>
internal interface IRhythm
{
    /// <summary>Whether the values from one on and before another follow the rhythm; else they are evenly probable.</summary>
    bool Covers(double from, double to);

    /// <summary>The weight of the values from one on and before another.</summary>
    double Weight(double from, double to);

    /// <summary>The weight of a value for each unit of its dimension.</summary>
    double Density(double value);

    /// <summary>The value from one on and before another that a fraction of their weight is before.</summary>
    /// <param name="from">The first value.</param>
    /// <param name="to">The end.</param>
    /// <param name="fraction">In [0, 1).</param>
    double At(double from, double to, double fraction);
}
