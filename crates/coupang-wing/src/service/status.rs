//! The enumerations of customer service: what to ask for, and what comes back. The vocabularies differ.

apiwire::open_enum! {
    /// Which product inquiries to list (`answeredType`).
    pub enum AnsweredType {
        /// All of them.
        All = "ALL",
        /// Those with an answer.
        Answered = "ANSWERED",
        /// Those that wait for one.
        NoAnswer = "NOANSWER",
    }
}

apiwire::open_enum! {
    /// Which call-centre cases to list (`partnerCounselingStatus`). These words never stand in an answer, so remember
    /// which of them a row was found with.
    pub enum PartnerCounselingStatus {
        /// All of them.
        None = "NONE",
        /// 답변완료: answered.
        Answer = "ANSWER",
        /// 미답변: the seller must answer, within about 24 hours.
        NoAnswer = "NO_ANSWER",
        /// 미확인: Coupang has finished and handed the case over. It wants a confirmation and no answer.
        Transfer = "TRANSFER",
    }
}

apiwire::open_enum! {
    /// Where a call-centre case stands (`inquiryStatus`).
    pub enum InquiryStatus {
        /// Open. The only state in which it can be answered.
        Progress = "progress",
        /// Closed by a counsellor.
        Complete = "complete",
    }
}

apiwire::open_enum! {
    /// Whether the seller has answered a case (`csPartnerCounselingStatus`). How a case found with
    /// [`PartnerCounselingStatus::Transfer`] shows here is not documented.
    pub enum CsPartnerCounselingStatus {
        /// An answer is asked for.
        RequestAnswer = "requestAnswer",
        /// Answered, by the seller or after 24 hours by Coupang's automatic notice.
        Answered = "answered",
    }
}

apiwire::open_enum! {
    /// Whether a message of a case waits for the seller (`partnerTransferStatus`).
    pub enum PartnerTransferStatus {
        /// Not applicable.
        None = "none",
        /// An answer is asked for.
        RequestAnswer = "requestAnswer",
        /// Answered.
        Answered = "answered",
    }
}

apiwire::open_enum! {
    /// How a hand-over ended (`partnerTransferCompleteReason`).
    pub enum PartnerTransferCompleteReason {
        /// It has not, or there was none.
        None = "NONE",
        /// Settled by Coupang's authority.
        DisputeProcess = "DISPUTE_PROCESS",
        /// Confirmed by the seller.
        DisputeProcessComplete = "DISPUTE_PROCESS_COMPLETE",
        /// The hand-over was cancelled.
        Cancel = "CANCEL",
    }
}

apiwire::open_enum! {
    /// Who wrote a message of a case (`answerType`).
    pub enum AnswerType {
        /// A counsellor of Coupang.
        CsAgent = "csAgent",
        /// The seller.
        Vendor = "vendor",
    }
}
