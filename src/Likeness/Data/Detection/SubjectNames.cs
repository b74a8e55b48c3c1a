using System.Text.RegularExpressions;

namespace Likeness.Data.Detection;

/// <summary>
/// Names of columns that say that codes are those of people, accounts or cases, of which there may be any number: <c>customer</c>, <c>patient_id</c>, <c>MemberNo</c>, <c>kundennummer</c>,
/// <c>id_cliente</c>, <c>session_id</c>, <c>InvoiceNo</c>; not <c>customer_segment</c>, <c>user_agent</c> or <c>station_id</c>.
/// </summary>
internal static partial class SubjectNames
{
    private static readonly HashSet<string> People =
    [
        .. "customer cust client patient subject subj user member person employee emp student pupil participant respondent donor policyholder cardholder accountholder subscriber borrower applicant beneficiary taxpayer voter".Split(
            ' '
        ),
        .. "kunde kunden klient klienten mitglied mitglieds patienten mitarbeiter versicherten nutzer benutzer teilnehmer proband probanden".Split(
            ' '
        ),
        .. "cliente paciente paziente utente usuario empleado alumno socio utilisateur adherent salarie klant".Split(
            ' '
        ),
    ];

    // A bare account is rather one of a ledger, or an amount, and a bare order a rank.
    private static readonly HashSet<string> Accounts =
    [
        .. "session household order invoice receipt basket booking reservation claim policy contract loan ticket encounter admission bestellung rechnung rechnungs vertrag vertrags bestell".Split(
            ' '
        ),
        .. "account acct konto konten kontos compte cuenta conta conto rekening".Split(' '),
    ];

    private static readonly HashSet<string> Numbers =
    [
        .. "no nr nbr num number nummer numero nro matricule".Split(' '),
    ];

    private static readonly HashSet<string> Ids = [.. "id uid uuid guid key ident identifier ref".Split(' ')];

    private static readonly HashSet<string> Codes = ["code", "codigo", "codice", "kennung"];

    /// <summary>Whether a name is one of people or accounts.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="areNumbers">Whether the column holds small numbers, which a number of people may be, too.</param>
    public static bool Are(string name, bool areNumbers = false)
    {
        string[] words = [.. Words().Matches(name).Select(word => word.Value.ToLowerInvariant())];
        if (Array.IndexOf(words, "holder") is > 0 and var holder)
        {
            words = [.. words[..(holder - 1)], words[holder - 1] + words[holder], .. words[(holder + 1)..]];
        }

        return words switch
        {
            [var word] => People.Contains(word) || IsJoined(word, areNumbers),
            [var id, var word] when IsId(id, word, areNumbers) && IsSubject(word) => true,
            [.., var word, var id] => IsId(id, word, areNumbers) && IsSubject(word),
            _ => false,
        };
    }

    private static bool IsSubject(string word) => People.Contains(word) || Accounts.Contains(word);

    // The code of a subject is one of a course, and that of an account one of a ledger.
    private static bool IsId(string id, string word, bool areNumbers) =>
        Ids.Contains(id)
        || (Numbers.Contains(id) && !areNumbers)
        || (Codes.Contains(id) && word != "subject" && !Accounts.Contains(word));

    // kundennummer, userid
    private static bool IsJoined(string word, bool areNumbers) =>
        Ids.Concat(Numbers)
            .Concat(Codes)
            .Any(id =>
                id.Length < word.Length
                && word.EndsWith(id, StringComparison.Ordinal)
                && IsSubject(word[..^id.Length])
                && IsId(id, word[..^id.Length], areNumbers)
            );

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
