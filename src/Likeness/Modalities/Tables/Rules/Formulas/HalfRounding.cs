namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>How a program rounds halves of a last place.</summary>
internal enum HalfRounding
{
    /// <summary>Away from 0, as invoices are; a half that was computed a little too small, too.</summary>
    AwayFromZero,

    /// <summary>To the even last digit, of decimal numbers.</summary>
    ToEven,

    /// <summary>To the even last digit of what a binary number of units is: a half that was computed a little too small is none.</summary>
    ToEvenUnit,

    /// <summary>As the binary number is: nearly no half is one exactly.</summary>
    Exact,
}
